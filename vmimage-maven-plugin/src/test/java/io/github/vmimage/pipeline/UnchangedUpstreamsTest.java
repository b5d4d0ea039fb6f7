package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.digest.Digests;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import io.github.vmimage.upstream.Proof;
import io.github.vmimage.upstream.VerifiedUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnchangedUpstreamsTest {
  private static final byte[] DISK = "a proven disk".getBytes(StandardCharsets.UTF_8);

  @TempDir
  Path folder;

  private VerifiedUpstream upstream(String id) throws IOException {
    Path file = Files.write(folder.resolve(id), DISK);
    return new VerifiedUpstream(id, "url", "https://mirror.example/" + id, file.toString(), DISK.length, Digests.sha256(DISK),
        new Proof.PinnedDigest("sha256", Digests.sha256(DISK)));
  }

  @Test
  void filesThatWereProvenAndAnImageOfACloudPass() throws IOException {
    VerifiedUpstream cloud = new VerifiedUpstream("ami", "ami", "ami-00000001 in eu-central-1", "", 0, "",
        new Proof.CloudImage("aws", "eu-central-1", "ami-00000001", "136693071363", "debian", "x86_64", ""));
    List<VerifiedUpstream> proven = List.of(upstream("base"), cloud);
    assertThatCode(() -> UnchangedUpstreams.require(proven, Progress.SILENT)).doesNotThrowAnyException();
  }

  /** Of the same length, longer, and gone: each is told, at once. */
  @Test
  void whatChangedAfterItsProofIsRefused() throws IOException {
    List<VerifiedUpstream> proven = List.of(upstream("same"), upstream("swapped"), upstream("longer"), upstream("gone"));
    byte[] other = DISK.clone();
    other[0]++;
    Files.write(folder.resolve("swapped"), other);
    Files.write(folder.resolve("longer"), (new String(DISK, StandardCharsets.UTF_8) + "x").getBytes(StandardCharsets.UTF_8));
    Files.delete(folder.resolve("gone"));
    assertThatThrownBy(() -> UnchangedUpstreams.require(proven, Progress.SILENT)).isInstanceOfSatisfying(ProblemException.class, e -> {
      assertThat(e.problems()).extracting(p -> p.where()).containsExactly(folder.resolve("swapped").toString(),
          folder.resolve("longer").toString(), folder.resolve("gone").toString());
      assertThat(e).hasMessageContaining("The file of an upstream is not the one that was proven")
          .hasMessageContaining("accepted: sha256:" + Digests.sha256(DISK) + " (13 bytes)");
    });
  }
}
