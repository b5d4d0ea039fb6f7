package io.github.vmimage.pipeline;

import io.github.vmimage.disk.StandaloneDisk;
import io.github.vmimage.guest.GuestDisk;

/** The only way to a disk for a guest: {@code guest} does not look into disks, so what it boots has passed the check of {@code disk}. */
final class GuestDisks {

  private GuestDisks() {}

  static GuestDisk of(StandaloneDisk disk) {
    return new GuestDisk(disk.image(), disk.format().driver());
  }
}
