package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUpstreamDigestIsRefusedIT {
  private static final String WRONG = "0123456789abcdef".repeat(4);

  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void fileWithAnotherDigestNeverReachesPacker() {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    ImageProject project = GuestlessProject.in(BENCH, "tiny").on(disk.toUri().toString(), "<sha256>" + WRONG + "</sha256>")
        .withHcl().tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    Path cache = BENCH.folder("cache");

    BENCH.maven(project).run("deploy", remote.asTarget(), "-Dvmimage.cache=" + cache)
        .failedOnceWith("The upstream does not have the digest that is pinned", WRONG, Digests.of("SHA-256", disk))
        .neverReached("build").changedNothing(project, remote);
    assertThat(project.work().resolve("output")).doesNotExist();
    assertThat(Folders.files(cache)).as("what the cache keeps, beside its locks").filteredOn(f -> !f.endsWith(".lock")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(textBlock = """
      no digest,   ''
      none,        <sha256>none</sha256>
      MD5,         <md5>d41d8cd98f00b204e9800998ecf8427e</md5>
      MD5 as SHA,  <sha256>d41d8cd98f00b204e9800998ecf8427e</sha256>
      SHA-1,       <sha256>da39a3ee5e6b4b0d3255bfef95601890afd80709</sha256>
      """)
  void upstreamWithoutAStrongDigestIsRefused(String what, String element) {
    ImageProject project = GuestlessProject.at(BENCH.folder(what.replace(' ', '-')), BENCH, "tiny")
        .on("file:///nowhere/disk.qcow2", element).withHcl().tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    BENCH.maven(project).run("deploy", remote.asTarget())
        .failedOnceWith("where: ", "upstream", "sha256").neverReached("verify-upstream").changedNothing(project, remote);
  }
}
