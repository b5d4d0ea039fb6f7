package io.github.vmimage.upstream;

import io.github.vmimage.download.Download;
import io.github.vmimage.download.Network;
import io.github.vmimage.download.TransferProgress;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.report.Progress;
import io.github.vmimage.signature.Keyring;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * Verifies a file of the cache by its signed list as the plugin does, and prints how many seconds that took. Arguments: the file, its list,
 * the list's signature, the keyring and the cache, which must hold the file.
 */
final class SignedVerification {
  private SignedVerification() {}

  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    Path keyring = Path.of(arguments[3]);
    UpstreamCache cache = new UpstreamCache(Path.of(arguments[4]), Progress.SILENT);
    UrlTrust.SignedChecksums trust = new UrlTrust.SignedChecksums(Path.of(arguments[1]).toUri(), Optional.of(Path.of(arguments[2]).toUri()),
        keyring, Keyring.read(keyring).fingerprints(), Optional.empty());
    Download download = new Download(Network.direct(), TransferProgress.SILENT);
    long start = System.nanoTime();
    SignedChecksums.Found found =
        new SignedChecksums(cache, download, Clock.systemUTC()).find(new UrlUpstream("os", file.toUri(), trust), trust, cache::begin);
    cache.obtain(found.digest(), file.toString(), sink -> {
      throw new IllegalStateException("the cache does not hold " + file);
    });
    System.out.println(String.format(Locale.ROOT, "%.3f", (System.nanoTime() - start) / 1e9));
  }
}
