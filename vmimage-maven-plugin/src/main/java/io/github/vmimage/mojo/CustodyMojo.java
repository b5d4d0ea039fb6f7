package io.github.vmimage.mojo;

import io.github.vmimage.maven.CacheFolder;
import io.github.vmimage.maven.MavenImages;
import io.github.vmimage.pipeline.Custody;
import io.github.vmimage.report.Progress;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Walks the chain of custody of a released image: from its manifest to those of the images it was built on, and on to what the first of
 * them started from. Each link is verified again as far as it can be reached; what could not be reached is said, and a broken link fails.
 * Needs no POM, and with {@code -o} no network. The answer goes to standard output, also with {@code -q}.
 */
@Mojo(name = "custody", requiresProject = false, threadSafe = true)
public final class CustodyMojo extends LookupMojo {

  /**
   * Where verified downloads are kept. The default is {@code vmimage} in {@code $XDG_CACHE_HOME} or {@code ~/.cache}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.cache")
  private File cache;

  @Override
  Said say(String about, String form, MavenImages images, Progress progress) {
    Custody custody = Custody.of(about, form, images.fromAnywhere(), CacheFolder.of(cache), progress);
    return new Said(custody.answer(), custody::requireWhole);
  }
}
