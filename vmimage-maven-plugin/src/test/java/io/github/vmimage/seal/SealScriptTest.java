package io.github.vmimage.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.seal.RuleResult.Outcome;
import io.github.vmimage.seal.SealScript.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The script of the role {@code vmimage_seal} as it is shipped, filled in by Ansible and run in a tree of each family's files, with the
 * programs of this machine and with busybox alone; then audited. A namespace and a root of its own keep it from this machine.
 */
@Timeout(120)
class SealScriptTest {
  private static final Path ARMED = Path.of("usr/lib/systemd/system-shutdown/vmimage-seal");

  @TempDir
  static Path shared;
  @TempDir
  Path temp;

  @BeforeAll
  static void fillInTheScript() throws Exception {
    SealScript.render(shared);
  }

  private static Ended seal(SealedGuest guest, String shell, String tools, String action) throws Exception {
    return SealScript.seal(guest, shared.resolve("vmimage-seal"), shell, tools, action);
  }

  private SealedGuest built(BuiltGuest family) throws Exception {
    SealedGuest guest = new SealedGuest(temp.resolve("guest"));
    family.in(guest);
    Files.setPosixFilePermissions(guest.at("/tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
    for (String kind : List.of("ed25519", "ecdsa")) {
      assertThat(SealScript.run(temp, "ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "root@build-7", "-f",
          guest.at("/etc/ssh/ssh_host_" + kind + "_key").toString()).exitCode()).isZero();
    }
    return guest;
  }

  private static List<String> findings(SealedGuest guest) {
    return guest.audit().results().stream().filter(r -> r.outcome() == Outcome.FAILED)
        .flatMap(r -> r.violations().stream().map(v -> r.id() + " " + v.path() + ": " + v.seen())).toList();
  }

  /** Each name with its kind, mode and content. */
  private static Map<String, String> content(SealedGuest guest) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(guest.root())) {
      for (Path each : all.toList()) {
        String is = Files.isSymbolicLink(each) ? "-> " + Files.readSymbolicLink(each)
            : PosixFilePermissions.toString(Files.getPosixFilePermissions(each))
            + (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS) ? Files.readString(each) : "/");
        content.put(guest.root().relativize(each).toString(), is);
      }
    }
    return content;
  }

  @ParameterizedTest
  @CsvSource({"DEBIAN, dash, system", "UBUNTU, dash, system", "RHEL, bash, system", "SUSE, bash, system",
      "DEBIAN, sh, busybox", "UBUNTU, sh, busybox", "RHEL, sh, busybox", "SUSE, sh, busybox"})
  void whatABuildLeavesIsSealedAndASecondSealChangesNothing(BuiltGuest family, String shell, String tools) throws Exception {
    SealedGuest guest = built(family);
    String print = SealScript.run(temp, "ssh-keygen", "-lf", guest.at("/etc/ssh/ssh_host_ed25519_key").toString()).output().split(" ")[1];
    assertThat(findings(guest)).hasSizeGreaterThan(50);

    Ended first = seal(guest, shell, tools, "poweroff");
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(first.output().lines().toList()).startsWith("vmimage-seal: sealing",
        "vmimage-seal: was machine-id 0123456789abcdef0123456789abcdef", "vmimage-seal: was hostname build-7")
        .endsWith("vmimage-seal: sealed").allMatch(line -> line.startsWith("vmimage-seal: "), "a line of the seal");
    if (tools.equals("system")) {
      assertThat(first.output()).contains("vmimage-seal: was host-key " + print + " (ED25519)\n");
    }
    assertThat(findings(guest)).isEmpty();
    bootsAgain(guest, family);

    looksOld(guest);

    Map<String, String> once = content(guest);
    Ended second = seal(guest, shell, tools, "poweroff");
    assertThat(second.exitCode()).as(second.output()).isZero();
    assertThat(second.output()).contains("vmimage-seal: was machine-id \n", "vmimage-seal: sealed");
    assertThat(content(guest)).isEqualTo(once);
    guest.removeLinks();
  }

  /** Ansible's {@code apt: cache_valid_time} takes the later of the two for the time of the last update. */
  private static void looksOld(SealedGuest guest) throws IOException {
    for (String folder : List.of("/var/lib/apt/lists", "/var/cache/apt/archives", "/var/cache/dnf", "/var/cache/zypp")) {
      if (Files.exists(guest.at(folder))) {
        assertThat(Files.getLastModifiedTime(guest.at(folder)).toInstant()).as(folder).isBefore("1970-01-03T00:00:00Z");
      }
    }
    assertThat(guest.at("/var/lib/apt/periodic/update-success-stamp")).doesNotExist();
    assertThat(guest.at("/var/cache/apt/pkgcache.bin")).doesNotExist();
  }

  private static void bootsAgain(SealedGuest guest, BuiltGuest family) throws IOException {
    assertThat(guest.at("/etc/machine-id")).isEmptyFile();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(guest.at("/tmp")))).isEqualTo("rwxrwxrwx");
    assertThat(Files.readString(guest.at("/etc/passwd"))).contains("root:x:0:0", "www-data:x:33", "ops:x:1001").doesNotContain("packer");
    assertThat(Files.readString(guest.at("/etc/group"))).contains("adm:x:4:syslog,ops\n", "wheel:x:10:\n").doesNotContain("packer");
    assertThat(Files.readString(guest.at("/etc/hosts"))).contains("127.0.0.1 localhost\n", "10.0.2.15  kept\n").doesNotContain("build-7");
    assertThat(guest.at("/home/ops")).isDirectory();
    assertThat(guest.at("/etc/sudoers")).hasContent("root ALL=(ALL) ALL");
    assertThat(guest.at("/etc/ssh/keys/README.pub")).isNotEmptyFile();
    String nobody = "f".repeat(32);
    assertThat(guest.at("/boot/loader/entries/" + nobody + "-6.1.0.conf")).hasContent("linux /" + nobody + "/6.1.0/linux");
    assertThat(guest.at("/boot/" + nobody + "/6.1.0/linux")).isNotEmptyFile();
    assertThat(guest.at("/boot/grub2/grubenv")).hasContent("saved_entry=" + nobody + "-6.1.0\n####");
    assertThat(guest.at("/etc/sudoers.d/README")).isRegularFile();
    assertThat(guest.at("/var/log/wtmp")).isEmptyFile();
    Path unit = guest.at("/etc/systemd/system/vmimage-host-keys.service");
    assertThat(Files.exists(unit)).isEqualTo(family.needsUnit);
    Path wanted = guest.at("/etc/systemd/system/multi-user.target.wants/vmimage-host-keys.service");
    assertThat(Files.isSymbolicLink(wanted)).isEqualTo(family.needsUnit);
  }

  @Test
  void aRebootInTheMiddleOfABuildSealsNothing() throws Exception {
    SealedGuest guest = built(BuiltGuest.DEBIAN);
    Ended ended = seal(guest, "dash", "system", "reboot");
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output()).isEmpty();
    assertThat(guest.at("/etc/ssh/ssh_host_ed25519_key")).isNotEmptyFile();
    assertThat(guest.root().resolve(ARMED)).exists();
    guest.removeLinks();
  }

  @ParameterizedTest
  @CsvSource({"dash, system", "sh, busybox"})
  void whatCannotBeMountedAgainFailsTheSeal(String shell, String tools) throws Exception {
    SealedGuest guest = built(BuiltGuest.DEBIAN).append("/etc/fstab", "/dev/vg/home /home ext4 defaults 0 2\n# /x /y ext4 defaults 0 2\n"
        + "host:/x /net nfs defaults 0 0\ntmpfs /tmp tmpfs noexec 0 0\n/dev/sr0 /media/cdrom0 udf,iso9660 user,noauto 0 0\n");
    Ended ended = seal(guest, shell, tools, "poweroff");
    assertThat(ended.exitCode()).isOne();
    assertThat(ended.output()).endsWith("vmimage-seal: FAILED: /home of /etc/fstab cannot be mounted again; the image is not sealed\n");
    assertThat(findings(guest)).anyMatch(f -> f.startsWith("seal-finished "));
    guest.removeLinks();
  }

  @Test
  void aFileSystemOfItsOwnIsMountedAndSealed() throws Exception {
    SealedGuest guest = built(BuiltGuest.RHEL).folder("/disk/home/ops").file("/disk/home/ops/.bash_history", "ls\n")
        .file("/disk/audit/audit.log", "audit")
        .append("/etc/fstab", "/disk/home /home none bind 0 0\n/disk/audit /var/log/audit none bind 0 0\n");
    Ended ended = seal(guest, "bash", "system", "halt");
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(guest.at("/disk/home/ops/.bash_history")).doesNotExist();
    assertThat(guest.at("/disk/audit/audit.log")).isEmptyFile();
    guest.removeLinks();
  }

  @Test
  void whatCannotBeDoneIsToldAndLeavesTheSealUnfinished() throws Exception {
    SealedGuest guest = built(BuiltGuest.DEBIAN).folder("/srv/data").folder("/tmp/mounted")
        .append("/etc/fstab", "/srv/data /tmp/mounted none bind 0 0\n");
    Ended ended = seal(guest, "dash", "system", "poweroff");
    assertThat(ended.exitCode()).isOne();
    assertThat(ended.output()).contains("vmimage-seal: not done: /tmp is not empty\n")
        .endsWith("vmimage-seal: FAILED: something could not be done, see above; the image is not sealed\n");
    assertThat(findings(guest)).anyMatch(f -> f.startsWith("seal-finished "));
    guest.removeLinks();
  }

  @Test
  void shellcheckFindsNothing() throws Exception {
    for (Path script : List.of(shared.resolve("vmimage-seal"), SealScript.resource(SealScript.ROLE + "files/arm.sh"))) {
      Ended ended = SealScript.run(shared, "shellcheck", "-s", "sh", script.toString());
      assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
  }
}
