package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The POM's upstream is proven, and the template takes something else: real Packer, real QEMU. */
class SmuggledUpstreamsAreRefusedIT {
  private static final String SOURCE = "iso_url          = var.upstream";
  private static final String CHECKSUM = "iso_checksum     = var.upstream_checksum";
  private static final String BUILD = "sources = [\"source.qemu.disk\"]";
  /** So that the upstream is not without any use. */
  private static final String READ = BUILD + "\n\n  post-processor \"shell-local\" {\n    inline = [\"test -e ${var.upstream}\"]\n  }";

  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void anotherDiskUnderItsOwnNameNeverReachesPacker() {
    Path other = PreparedDisk.ofRelease("other", "1.0.0").in(BENCH.folder("others"));
    ImageProject project = BriefGuest.project(BENCH, "literal", 0, t -> t.replace(SOURCE, "iso_url          = \"" + other + "\"")).tagged();
    FileRepository remote = BENCH.newFileRepository("remote");

    BENCH.maven(project).run("deploy", remote.asTarget()).failedOnceWith("Lint found 2 errors", "error [upstream-unproven]",
        "error [upstream-unread]").neverReached("build").changedNothing(project, remote);
    BENCH.maven(project).run("vmimage:verify-upstream", "vmimage:build")
        .failedOnceWith("The template does not start from the upstreams of the POM", "disk.pkr.hcl", "iso_url is no <upstream> of the POM");
    assertThat(project.work().resolve("logs/packer.log")).doesNotExist();
  }

  @Test
  void anotherDiskThatOnlyPackerKnowsOfIsToldAfterTheBuild() {
    Path other = PreparedDisk.ofRelease("other", "1.0.0").thatSwitchesOffAfter(1).in(BENCH.folder("unknown"));
    ImageProject project = BriefGuest.project(BENCH, "computed", 0, t -> t
        .replace(SOURCE, "iso_url = replace(\"@" + other + "\", \"@\", \"\")")
        .replace(CHECKSUM, "iso_checksum = \"sha256:" + Digests.of("SHA-256", other) + "\"").replace(BUILD, READ)).tagged();

    BENCH.maven(project).run("vmimage:verify-upstream", "vmimage:build")
        .failedOnceWith("Packer opened a file that is no upstream of the POM, for qemu.disk", other.toString()).leftNothing();
    assertThat(project.work().resolve("build.json")).doesNotExist();
  }

  @Test
  void aDiscThatOnlyQemuKnowsOfIsToldAfterTheBuild() {
    Path other = BENCH.folder("discs").resolve("other.iso");
    Folders.write(other, new byte[1 << 20]);
    ImageProject project = BriefGuest.project(BENCH, "disc", 0, t -> t.replace(SOURCE, "iso_url = replace(var.upstream, \"@\", \"\")\n"
        + "  qemuargs = [for option in [\"-cdrom\"] : [option, \"" + other + "\"]]")).tagged();

    BENCH.maven(project).run("vmimage:verify-upstream", "vmimage:build")
        .failedOnceWith("Packer opened a file that is no upstream of the POM", "seen:     " + other).leftNothing();
  }
}
