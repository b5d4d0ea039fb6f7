package io.github.vmimage.download;

import java.nio.file.Path;

/**
 * A file of the cache, its bytes verified just now.
 *
 * @param path absolute
 * @param size in bytes
 * @param sha256 small hexadecimal digits
 */
public record CachedFile(Path path, long size, String sha256) {}
