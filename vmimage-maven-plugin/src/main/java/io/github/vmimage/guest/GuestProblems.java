package io.github.vmimage.guest;

import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can be wrong with the guest of a build. */
final class GuestProblems {

  private GuestProblems() {}

  static Problem unknownAccelerator(String value, String known) {
    return Problem.project("The accelerator is not one that QEMU has").at("<accelerator> (vmimage.accelerator)").saw(value).accepts(known)
        .next("leave it out: auto finds the fastest");
  }

  static Problem cpusOutOfRange(int cpus, int here) {
    return Problem.project("The number of processors is out of range").at("<cpus> (vmimage.cpus)").saw(cpus).accepts("1 to 255")
        .next("leave it out: this machine has " + here);
  }

  static Problem memoryOutOfRange(int memory, int usual) {
    return Problem.project("The guest's memory is out of range").at("<memory> (vmimage.memory)").saw(memory)
        .accepts("128 to 1048576 MiB").next("leave it out for " + usual);
  }

  static Problem probeFails(String limit, String install) {
    return Problem.environment("QEMU cannot run the probe guest").at(Tool.QEMU.executable() + " -accel tcg")
        .saw("no answer within " + limit).next(Hints.reinstall(install));
  }

  static Problem probeNotUnpacked(Path folder, String reason) {
    return Problem.environment("The probe guest cannot be unpacked").at(folder).saw(reason)
        .next(Hints.roomAndRights(folder) + ", or set -Dvmimage.accelerator=tcg");
  }

  static Problem keyNotWritten(Path folder, String reason) {
    return Problem.environment("The build's key cannot be written").at(folder).saw(reason).next(Hints.roomAndRights(folder));
  }

  static Problem keyNotDeleted(Path file, String reason) {
    return Problem.environment("The build's private key cannot be deleted").at(file).saw(reason).next(Hints.remove(file));
  }
}
