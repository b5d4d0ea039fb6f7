package io.github.vmimage.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.vmimage.seal.RuleResult.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image made to fool the audit: it fails, tells why, ends in time and looks at nothing of this machine. */
class HostileGuestTest {

  @TempDir
  Path temp;
  private SealedGuest guest;

  @BeforeEach
  void sealGuest() {
    guest = new SealedGuest(temp.resolve("guest"));
  }

  @AfterEach
  void removeLinks() {
    guest.removeLinks();
  }

  private List<String> audit() {
    return assertTimeoutPreemptively(Duration.ofSeconds(60), () -> guest.audit()).results().stream()
        .filter(r -> r.outcome() == Outcome.FAILED)
        .flatMap(r -> r.violations().stream().map(v -> r.id() + " " + v.path() + ": " + v.seen())).toList();
  }

  @Test
  void aHostFileBehindALinkIsNotTheGuests() throws Exception {
    Path here = Files.writeString(temp.resolve("empty"), "");
    guest.link("/etc/machine-id", here.toString());
    assertThat(audit()).containsExactly("machine-id /etc/machine-id: missing");
    guest.link("/etc/machine-id", "../../empty");
    assertThat(audit()).containsExactly("machine-id /etc/machine-id: missing");
  }

  @Test
  void aLoopWhereAFileIsExpectedFailsItsRule() {
    guest.link("/etc/resolv.conf", "resolv.conf").link("/etc/crypttab", "/etc/crypttab");
    assertThat(audit()).containsExactly("resolv-conf /etc/resolv.conf: symbolic links that lead to more than 40 others",
        "luks /etc/crypttab: symbolic links that lead to more than 40 others");
  }

  @Test
  void aPipeWhereAFileIsExpectedFailsItsRules() {
    guest.remove("/etc/shadow").pipe("/etc/shadow").pipe("/etc/netplan/x.yaml").pipe("/etc/sudoers.d/x").pipe("/etc/apt/apt.conf.d/x");
    assertThat(audit()).isNotEmpty().allMatch(v -> v.endsWith(": a device, socket or pipe where a file is expected"))
        .extracting(v -> v.substring(0, v.indexOf(": ")))
        .contains("root-password /etc/shadow", "build-login /etc/shadow", "build-user /etc/shadow", "build-user /etc/sudoers.d/x",
            "proxy-settings /etc/apt/apt.conf.d/x");
  }

  @Test
  void aHugeFileFailsTheRulesThatReadIt() throws Exception {
    try (var huge = Files.newByteChannel(guest.at("/etc/fstab"), java.nio.file.StandardOpenOption.WRITE)) {
      huge.position(1L << 40).write(java.nio.ByteBuffer.wrap(new byte[1]));
    }
    assertThat(audit()).containsExactly("storage-identity /etc/fstab: only the first 1048576 of its bytes were looked at",
            "swap /etc/fstab: only the first 1048576 of its bytes were looked at");
  }

  @Test
  void namesOfControlCharactersMoveNoCursor() {
    guest.file("/tmp/\u001b[2J\r\nfake: passed\u202e", "").append("/etc/hostname", "a\u001b]0;b\u0007\n");
    assertThat(guest.audit().problem("disk.qcow2").orElseThrow().text().replace("\n", "")).doesNotContainPattern("[\\p{Cc}\u202e]")
        .contains("/tmp/\\u001B[2J\\u000D\\u000Afake: passed\\u202E").contains("'a\\u001B]0;b\\u0007'");
  }

  @Test
  void manyUsersAndHomesDoNotHoldItUp() {
    StringBuilder users = new StringBuilder("root:x:0:0:root:/root:/bin/sh\n");
    for (int n = 0; n < 20_000; n++) {
      users.append("u").append(n).append(":x:1:1::/home/../root/./").append(n).append(":/bin/sh\n");
    }
    guest.file("/etc/passwd", users.toString());
    assertThat(audit()).isEmpty();
  }
}
