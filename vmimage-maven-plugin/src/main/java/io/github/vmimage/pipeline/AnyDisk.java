package io.github.vmimage.pipeline;

import io.github.vmimage.disk.OpenDisk;
import io.github.vmimage.guest.Accelerator;
import io.github.vmimage.guest.AcceleratorChoice;
import io.github.vmimage.guest.AcceleratorRace;
import io.github.vmimage.release.GuestInventory;
import java.nio.file.Path;
import java.util.Map;

/** Opens disks as the stages want it: ext in this process, what is not ext by libguestfs, with the accelerator that works here. */
final class AnyDisk {
  private static final String SETTINGS = "LIBGUESTFS_BACKEND_SETTINGS";

  private final StageContext context;

  AnyDisk(StageContext context) {
    this.context = context;
  }

  /** Opens a disk for the stage that has this folder of its own below the temporary files. */
  OpenDisk open(Path disk, String folder) {
    return OpenDisk.openAny(disk, context.workspace().temporary().resolve(folder), context.processes(), this::libguestfs);
  }

  /** {@return what reads the system and the packages of an open one} */
  GuestInventory inventory() {
    return new GuestInventory(context.processes(), context.workspace().temporary().resolve("rpm"), context.progress());
  }

  /** Its virtual machine starts with KVM wherever there is one, even where KVM is broken or slower than none. */
  private Map<String, String> libguestfs() {
    if (System.getenv(SETTINGS) != null) {
      return Map.of();
    }
    context.progress().step("starting libguestfs for what is not ext", 0, 0);
    AcceleratorChoice choice = new AcceleratorRace(context.processes())
        .choose(Accelerator.parse(context.project().guest().accelerator()), context.project().cache(), context.workspace().temporary());
    return choice.accelerator().equals(Accelerator.TCG.toString()) ? Map.of(SETTINGS, "force_tcg") : Map.of();
  }
}
