package io.github.vmimage.pipeline;

import io.github.vmimage.disk.DiskFormat;
import io.github.vmimage.disk.ForeignFile;
import io.github.vmimage.report.Problems;
import io.github.vmimage.upstream.VerifiedUpstream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A proven upstream that Packer may get. A proof tells who made a file, not what a tool does with it: Packer's {@code qemu-img} probes
 * the format, and opens whatever the file then names. So the file has been looked at, too, and nothing but that look makes one of these.
 */
final class CheckedUpstream {
  private static final String ARTIFACT = "artifact";
  private static final String URL = "url";

  private final VerifiedUpstream upstream;
  private final String content;

  private CheckedUpstream(VerifiedUpstream upstream, String content) {
    this.upstream = upstream;
    this.content = content;
  }

  /**
   * Looks at all of them.
   *
   * @throws io.github.vmimage.report.ProblemException with everything that is wrong with any of them
   */
  static List<CheckedUpstream> of(List<VerifiedUpstream> upstreams) {
    List<CheckedUpstream> checked = new ArrayList<>();
    Problems problems = new Problems();
    upstreams.forEach(u -> problems.collect(() -> checked.add(new CheckedUpstream(u, content(u)))));
    problems.throwIfAny();
    return List.copyOf(checked);
  }

  private static String content(VerifiedUpstream upstream) {
    if (upstream.file().isEmpty()) {
      return "in the cloud";
    }
    Path file = Path.of(upstream.file());
    // The manifest of a released image says what its disk is; of another file its name may.
    return upstream.kind().equals(ARTIFACT) ? ForeignFile.of(file, DiskFormat.QCOW2).content()
        : ForeignFile.of(file, upstream.kind().equals(URL) ? URI.create(upstream.location()).getPath() : "").content();
  }

  VerifiedUpstream upstream() {
    return upstream;
  }

  /** What the file is, for a person: a disk and its format, or no disk. */
  String content() {
    return content;
  }
}
