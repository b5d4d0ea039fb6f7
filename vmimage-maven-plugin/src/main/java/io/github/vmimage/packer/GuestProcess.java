package io.github.vmimage.packer;

import java.util.List;

/**
 * The process of a guest on this machine. Packer does not notice its death while it waits for the guest to answer, and would go on
 * waiting to the end of its time limit.
 */
final class GuestProcess {
  private static final String QEMU = "/qemu-system-";

  /** So many looks without it are no coincidence. */
  private static final int LOOKS = 4;

  private final OpenedFiles opened;
  private boolean seen;
  private int absent;

  /** Notes what it opens. */
  GuestProcess(OpenedFiles opened) {
    this.opened = opened;
  }

  /**
   * Looks for it.
   *
   * @param packer Packer's first process
   * @return whether there was one and it is gone
   */
  boolean hasEnded(ProcessHandle packer) {
    List<ProcessHandle> guests = packer.descendants().filter(p -> p.info().command().filter(c -> c.contains(QEMU)).isPresent()).toList();
    guests.forEach(opened::guest);
    boolean now = !guests.isEmpty();
    seen |= now;
    absent = now ? 0 : absent + 1;
    return seen && absent >= LOOKS;
  }
}
