package io.github.vmimage.pipeline;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Progress;
import io.github.vmimage.upstream.VerifiedUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files of upstreams, looked at once more before Packer gets their paths: between two goals there may be days. */
final class UnchangedUpstreams {

  private UnchangedUpstreams() {}

  /**
   * Hashes every file again.
   *
   * @param upstreams as they were proven
   * @param progress told how far a file has been read
   * @throws io.github.vmimage.report.ProblemException with each file that is another one by now, or cannot be read
   */
  static void require(List<VerifiedUpstream> upstreams, Progress progress) {
    Problems problems = new Problems();
    for (VerifiedUpstream upstream : upstreams) {
      if (!upstream.file().isEmpty()) {
        problems.collect(() -> require(upstream, progress));
      }
    }
    problems.throwIfAny();
  }

  private static void require(VerifiedUpstream upstream, Progress progress) {
    String proven = upstream.checksum() + " (" + upstream.size() + " bytes)";
    try {
      Digests now = Digests.of(Path.of(upstream.file()), Digests.forEntry(Digest.Algorithm.SHA256), progress);
      String sha256 = now.hex(Digest.Algorithm.SHA256);
      if (!sha256.equals(upstream.sha256()) || now.bytes() != upstream.size()) {
        String seen = "sha256:" + sha256 + " (" + now.bytes() + " bytes)";
        throw StageProblems.changedUpstream(upstream.file(), seen, proven).asException();
      }
    } catch (IOException e) {
      throw StageProblems.changedUpstream(upstream.file(), e.toString(), proven).because(e);
    }
  }
}
