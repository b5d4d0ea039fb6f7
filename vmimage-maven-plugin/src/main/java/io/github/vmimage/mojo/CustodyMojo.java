package io.github.vmimage.mojo;

import io.github.vmimage.maven.CacheFolder;
import io.github.vmimage.maven.MavenImages;
import io.github.vmimage.pipeline.Custody;
import io.github.vmimage.pipeline.CustodyAnchor;
import io.github.vmimage.report.Progress;
import java.io.File;
import java.util.List;
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

  /**
   * SHA-256 of the manifest of the image that is asked for, 64 hexadecimal digits. A manifest names those below it; its own is
   * known to whoever asks. Without this and {@code keyring} it is held against nothing, which the answer tells.
   *
   * @since 0.1.0
   */
  @Parameter(property = "manifestSha256")
  private String manifestSha256;

  /**
   * A file of public keys, armoured or binary, of which one must have signed the manifest of the image that is asked for
   * ({@code .json.asc} beside it).
   *
   * @since 0.1.0
   */
  @Parameter(property = "keyring")
  private File keyring;

  /**
   * The primary keys of the keyring that may have signed it, 40 or 64 hexadecimal digits each, several with commas. The default is all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "fingerprints")
  private List<String> fingerprints;

  @Override
  Said say(String about, String form, MavenImages images, Progress progress) {
    CustodyAnchor anchor = CustodyAnchor.of(manifestSha256, keyring == null ? null : keyring.toPath(), fingerprints);
    Custody custody = Custody.of(about, form, anchor, images.fromAnywhere(), CacheFolder.of(cache), progress);
    return new Said(custody.answer(), custody::requireWhole);
  }
}
