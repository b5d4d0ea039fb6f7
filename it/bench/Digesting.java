import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.digest.FileDigest;
import java.nio.file.Path;
import java.util.Locale;

/** Digests a file as the plugin does, and prints how many seconds that took: {@code verification} or {@code both}, and the file. */
final class Digesting {
  private Digesting() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    long start = System.nanoTime();
    String sha256 = arguments[0].equals("both") ? FileDigest.of(file).sha256()
        : Digests.of(file, Digests.forEntry(Digest.Algorithm.SHA256)).hex(Digest.Algorithm.SHA256);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (sha256.length() != 64) {
      throw new IllegalStateException("no digest: " + sha256);
    }
    System.out.println(String.format(Locale.ROOT, "%.3f", seconds));
  }
}
