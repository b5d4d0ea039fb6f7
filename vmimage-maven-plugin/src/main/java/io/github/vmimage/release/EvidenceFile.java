package io.github.vmimage.release;

/**
 * A file by which anybody can repeat a proof later: a signed list, a signature, a key, the manifest of an image below.
 *
 * @param name a plain file name, as its maker called it; two files may have one name
 * @param sha256 64 lower-case hex digits; no two files have the same
 * @param size in bytes
 */
public record EvidenceFile(String name, String sha256, long size) {

  /** Name of every file of public keys, in binary form. */
  public static final String KEYRING = "keyring.gpg";
}
