package io.github.vmimage.packer;

/**
 * A file that a run of Packer gave to a builder or a guest.
 *
 * @param build which source, as Packer shows it; empty where that is not known
 * @param use what for
 * @param file as Packer or QEMU names it
 */
public record OpenedFile(String build, Use use, String file) {

  /** What a file is opened for. */
  public enum Use {
    /** The builder starts from it: Packer retrieved it as its ISO, disk or appliance. */
    SOURCE,
    /** QEMU got it with its options. */
    GUEST
  }
}
