package io.github.vmimage.guest;

/**
 * A finished disk that guests are cloned from; it stays as it is. Only {@code pipeline} makes one, of a disk that has passed the check of
 * {@code disk}.
 *
 * @param image what {@code qemu-img} opens as a clone's backing file, and writes down in the clone: an absolute path, or
 *     {@code json:} and a node
 * @param format QEMU's name of its format, such as {@code qcow2}, {@code raw} or {@code vpc}
 */
public record GuestDisk(String image, String format) {}
