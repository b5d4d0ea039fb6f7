package io.github.vmimage.disk;

/**
 * Some bytes of a disk.
 *
 * @param start first byte
 * @param end the byte behind the last
 */
record Stretch(long start, long end) {}
