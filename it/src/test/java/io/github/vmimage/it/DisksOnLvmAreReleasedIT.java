package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** xfs and btrfs on LVM, which libguestfs reads. Each look at such a disk boots its virtual machine, so there are few. */
@Order(Integer.MAX_VALUE)
class DisksOnLvmAreReleasedIT {
  /** Emulation works on every machine. The programs that are tested choose for themselves. */
  private static final Map<String, String> LIBGUESTFS = Map.of("LIBGUESTFS_BACKEND", "direct", "LIBGUESTFS_BACKEND_SETTINGS", "force_tcg",
      "LIBGUESTFS_CACHEDIR", "/var/tmp");
  private static final Duration LIMIT = Duration.ofMinutes(16);
  private static final String SECRET = Base64.getEncoder()
      .encodeToString("a key that opens nothing at all, forty-eight or more".getBytes(StandardCharsets.US_ASCII));

  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static Path sealed;
  private static Path unsealed;

  @BeforeAll
  static void makeDisks() {
    List<Path> disks = PreparedDisk.onLvm(BENCH.folder("disks"), LIBGUESTFS,
        PreparedDisk.ofRelease("on-lvm", "1.0.0").with("home/deploy/notes", "nothing secret\n"),
        PreparedDisk.ofRelease("on-lvm", "1.0.0").with("etc/ssh/ssh_host_rsa_key", "not a real key\n")
            .with("home/deploy/id", "-----BEGIN PRIVATE KEY-----\n" + SECRET + "\n-----END PRIVATE KEY-----\n"));
    sealed = disks.get(0);
    unsealed = disks.get(1);
  }

  @Test
  void whatIsWrongOnEachFileSystemIsFound() {
    Run run = BENCH.maven(BENCH.folder("nowhere")).within(LIMIT).run("-o", Reactor.goal("audit"), "-Ddisk=" + unsealed)
        .failedOnceWith("The image is not sealed: 2 of", "[ssh-host-keys] /etc/ssh/ssh_host_rsa_key: a file of 15 bytes",
            "[private-keys] /home/deploy/id: a private key (PRIVATE KEY)").leftNothing();
    assertThat(run.text()).doesNotContain(SECRET);
  }

  @Test
  void aSealedOneIsReleasedWithItsPackagesAndTheContentOfAllItsFileSystems() throws IOException {
    ImageProject project = GuestlessProject.in(BENCH, "on-lvm").on(sealed).withHcl().tagged();
    BENCH.maven(project).within(LIMIT).run("install").succeeded().says("Sealed: ").leftNothing();
    assertThat(Files.readString(project.folder().resolve("target/on-lvm-1.0.0.json"))).contains("openssh-server", "1:9.2p1-2+deb12u5");
    assertThat(Files.readString(project.work().resolve("images/content.txt")).lines())
        .anyMatch(l -> l.startsWith("f 0644 0 0 15 ") && l.endsWith(" /home/deploy/notes"))
        .anyMatch(l -> l.startsWith("f 0640 0 0 ") && l.endsWith(" /etc/shadow"));
  }
}
