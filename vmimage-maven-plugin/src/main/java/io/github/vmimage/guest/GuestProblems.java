package io.github.vmimage.guest;

import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Quantity;
import java.nio.file.Path;
import java.util.List;

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

  static Problem notPrepared(String guest, Path place, String reason) {
    return Problem.environment("The guest " + guest + " cannot be prepared").at(place).saw(reason).next(Hints.AGAIN);
  }

  static Problem interrupted(String guest) {
    return Problem.environment("Waiting for a guest was interrupted").at(guest).next(Hints.AGAIN);
  }

  static Problem notUp(String guest, String fault, Path console, List<String> lastLines) {
    return Problem.project("The guest " + guest + " does not come up: " + fault).at(console).saw(String.join("\n", lastLines))
        .next("mend what the console tells, in the playbook or the template, and build again");
  }

  static Problem notUpInTime(String guest, long minutes, String got, Path console, List<String> lastLines) {
    String said = lastLines.isEmpty() ? "nothing on its serial console" : String.join("\n", lastLines);
    String limit = Quantity.of(minutes, "minute");
    return Problem.project("The guest " + guest + " did not come up within " + limit + ": " + got).at(console)
        .saw(said)
        .next("mend it in the playbook or the template; where the machine is only slow, give it more with -Dvmimage.bootTimeout=MINUTES");
  }

  static Problem qemuEnded(String guest, String said, Path console, List<String> lastLines) {
    String text = said.isBlank() ? String.join("\n", lastLines) : said;
    return Problem.environment("QEMU ended under the guest " + guest).at(console).saw(text.isBlank() ? "nothing said" : text)
        .next(Hints.AGAIN);
  }

  static Problem tooLittleMemory(int guests, int each, long free) {
    return Problem.environment("The machine has too little free memory for " + Quantity.of(guests, "guest")).at("<memory> (vmimage.memory)")
        .saw(free + " MiB free").accepts(guests + " times " + each + " MiB")
        .next("-Dvmimage.memory=MIB with less, end other programs, or run it on a larger machine");
  }
}
