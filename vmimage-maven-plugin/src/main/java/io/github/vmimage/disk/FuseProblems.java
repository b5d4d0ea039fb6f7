package io.github.vmimage.disk;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can go wrong while a disk is open. */
final class FuseProblems {

  private FuseProblems() {}

  static Problem absent(Path device) {
    return unusable(device, "no such device")
        .next("sudo modprobe fuse; for a container: run it with --device /dev/fuse --cap-add SYS_ADMIN");
  }

  static Problem forbidden(Path device) {
    return unusable(device, "this user may not open it")
        .next("sudo chmod 0666 /dev/fuse (which is what Debian's and Ubuntu's own set-up gives it)");
  }

  private static Problem unusable(Path device, String seen) {
    return Problem.environment("The disk cannot be opened: FUSE is not usable here").at(device).saw(seen)
        .accepts("a device that this user may read and write");
  }

  static Problem unwritableScratch(Path folder, String reason) {
    return Problem.environment("The scratch folder cannot be written").at(folder).saw(reason).next(Hints.roomAndRights(folder));
  }

  static Problem scratchNotEmptied(Path folder, String reason) {
    return Problem.environment("The scratch folder could not be emptied").at(folder).saw(reason).next(Hints.removeFolder(folder));
  }

  static Problem unreadable(Path disk, String reason) {
    return Problem.environment("The disk cannot be read").at(disk).saw(reason).next("qemu-img check " + Hints.word(disk));
  }

  static Problem serverEnded(Path disk, String programs) {
    return Problem.environment("The disk could not be read to its end: a program that shows it has ended").at(disk).saw(programs)
        .next("find out who ended it (dmesg | tail tells whether memory ran out), then mvn vmimage:audit vmimage:attach, or mvn install");
  }

  static Problem inUse(Path disk, String lastLines) {
    return Problem.environment("The disk is in use by another program").at(disk).saw(lastLines)
        .next("wait until the guest has ended: lsof " + Hints.word(disk));
  }

  static Problem stopped(Path disk) {
    return Problem.environment("The run was stopped while the disk was opened").at(disk).next(Hints.AGAIN);
  }
}
