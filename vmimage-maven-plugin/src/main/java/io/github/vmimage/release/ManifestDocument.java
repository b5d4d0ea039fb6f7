package io.github.vmimage.release;

/**
 * A manifest as it was read.
 *
 * @param where path or URL it was read from
 * @param sha256 digest of its bytes, 64 lower-case hex digits
 * @param manifest what it says
 */
public record ManifestDocument(String where, String sha256, Manifest manifest) {}
