package io.github.vmimage.pipeline;

import io.github.vmimage.source.SourceRepository;
import io.github.vmimage.source.SourceStamp;
import java.nio.file.Path;

/**
 * The source that is built, in a folder of its own: the tag's tree for a release, a copy of what Git knows or does not ignore for a
 * SNAPSHOT. The work tree itself is never built.
 *
 * @param stamp which source
 * @param module the module's folder in the copy
 */
record Checkout(SourceStamp stamp, Path module) {

  /** Stamps the source, without a copy. */
  static SourceStamp stamp(StageContext context) {
    try (SourceRepository repository = open(context)) {
      return stamp(context.project(), repository);
    }
  }

  /** Stamps the source and copies it anew. */
  static Checkout of(StageContext context) {
    Path copy = context.workspace().source();
    try (SourceRepository repository = open(context)) {
      SourceStamp stamp = stamp(context.project(), repository);
      repository.export(stamp, copy);
      context.progress().debug("source: " + stamp);
      return new Checkout(stamp, copy.resolve(stamp.module()));
    }
  }

  private static SourceRepository open(StageContext context) {
    return SourceRepository.open(context.project().basedir(), context.project().buildDirectory(), context.processes());
  }

  private static SourceStamp stamp(ImageProject project, SourceRepository repository) {
    String version = project.coordinates().version();
    return project.isRelease() ? repository.release(version, project.tag()) : repository.snapshot(version);
  }
}
