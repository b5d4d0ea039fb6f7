package io.github.vmimage.seal;

import java.util.List;

/**
 * What is on a disk beside the guest's root folder.
 *
 * @param swap places of swap partitions, such as {@code partition 2}
 * @param firmware files on EFI system partitions: partition and path, such as {@code partition 1:/EFI/BOOT/BOOTX64.EFI}, and what is there
 * @param faults what may keep something from the audit: where, and what is there, such as partition tables that disagree
 * @param hidden what the image file keeps and no guest sees: its place, such as {@code snapshot 'before'}, and what it is
 */
public record BesideTheRoot(List<String> swap, List<Violation> firmware, List<Violation> faults, List<Violation> hidden) {
  /** Nothing, or a tree of which no disk is known. */
  public static final BesideTheRoot NOTHING = new BesideTheRoot(List.of(), List.of(), List.of(), List.of());

  /** Keeps the lists from changing. */
  public BesideTheRoot {
    swap = List.copyOf(swap);
    firmware = List.copyOf(firmware);
    faults = List.copyOf(faults);
    hidden = List.copyOf(hidden);
  }
}
