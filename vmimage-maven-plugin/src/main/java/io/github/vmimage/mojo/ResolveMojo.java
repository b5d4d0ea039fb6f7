package io.github.vmimage.mojo;

import io.github.vmimage.maven.MavenImages;
import io.github.vmimage.pipeline.ReleaseLookup;
import io.github.vmimage.report.Progress;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Looks an image up by its version: resolves the manifest and the disk, checks both (schema, coordinates, digests), and prints what that
 * version is and where its disk lies. Needs no POM. The answer goes to standard output, also with {@code -q}.
 */
@Mojo(name = "resolve", requiresProject = false, threadSafe = true)
public final class ResolveMojo extends LookupMojo {

  @Override
  Said say(String about, String form, MavenImages images, Progress progress) {
    return new Said(new ReleaseLookup(images, progress).describe(about, form), () -> { });
  }
}
