package io.github.vmimage.upstream;

import io.github.vmimage.download.CachedFile;
import io.github.vmimage.download.UpstreamCache;

/**
 * A file by which others can repeat a proof later, without the servers that gave it.
 *
 * @param name a plain file name, ASCII letters, digits and {@code . _ + -}, not beginning with a dot; unique in one upstream
 * @param sha256 of its bytes, 64 small hexadecimal digits
 * @param file absolute path in the cache, where it lies under its digest
 */
public record Evidence(String name, String sha256, String file) {
  /** The keys that a project trusts, in binary form. */
  public static final String KEYRING = "keyring.gpg";

  /** The packages a disk was made of. */
  static final String PACKAGES = "packages.txt";

  /**
   * Keeps bytes that somebody else has verified.
   *
   * @param name a plain file name
   * @param bytes all of the file
   * @param cache where
   * @return the evidence
   */
  public static Evidence kept(String name, byte[] bytes, UpstreamCache cache) {
    return of(name, cache.keep(bytes));
  }

  /** Names foreign files: nothing of such a name may lead out of a folder. */
  static Evidence of(String foreignName, CachedFile file) {
    String plain = foreignName.replaceAll("[^A-Za-z0-9._+-]", "_").replaceFirst("^[.]", "_");
    String name = plain.isEmpty() ? "file" : plain.length() <= 200 ? plain
        : plain.substring(plain.length() - 200).replaceFirst("^[.]", "_");
    return new Evidence(name, file.sha256(), file.path().toString());
  }
}
