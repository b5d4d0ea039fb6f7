package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Hints;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can go wrong while Packer builds. */
final class BuildProblems {

  private BuildProblems() {}

  static Problem pluginsNotInstalled(Place block, String command, String lastLines) {
    return Problem.environment("Packer could not install the plugins that the template requires").at(block).saw(lastLines)
        .next("run " + command + " by hand; it needs the network once");
  }

  static Problem foreignOutput(Path folder) {
    return Problem.project("The output directory exists and no earlier build made it").at(folder).accepts("a folder that does not exist")
        .next("look into it, then remove it: " + Hints.removeFolder(folder));
  }

  static Problem outputNotRemoved(Path folder, String reason) {
    return Problem.environment("The output directory of an earlier build cannot be removed").at(folder).saw(reason)
        .next(Hints.removeFolder(folder));
  }

  static Problem logNotWritten(Path log, String reason) {
    return Problem.environment("The log of Packer cannot be written").at(log).saw(reason)
        .next(Hints.roomAndRights(log.toAbsolutePath().getParent()));
  }

  static Problem failed(Path log, int exitCode, String reason) {
    return Problem.project("Packer's build failed with exit code " + exitCode).at(log).saw(reason).next(readLog(log));
  }

  static Problem stopped(Path log, int exitCode, String reason) {
    return Problem.environment("Packer was stopped from outside, with exit code " + exitCode).at(log).saw(reason)
        .next(readLog(log));
  }

  static Problem crashed(Path log, Path crashLog, String reason) {
    return Problem.environment("Packer itself crashed").at(log).saw(reason)
        .next("see " + crashLog + ", or try another version of Packer");
  }

  /** What is known of the guest says more than Packer does. */
  static Problem inTheGuest(Problem known, PathNames names, Path log) {
    return known.at(names.text(known.where())).saw(names.text(known.seen()))
        .next((known.next().isEmpty() ? "" : known.next() + "; ") + wholeLog(log));
  }

  static Problem madeNothing(Path log) {
    return Problem.project("Packer succeeded and made nothing").at(log).accepts("at least one file or cloud image")
        .next("give the template's build a source that makes an image; the null builder makes none");
  }

  static Problem guestNotAnswering(String build, String limit, String lastLines, Path log) {
    return overrun("The guest of " + build + " did not answer within " + limit, "bootTimeout", lastLines, log);
  }

  static Problem guestNotConfigured(String build, String limit, String lastLines, Path log) {
    return overrun("The guest of " + build + " was not configured within " + limit, "provisionTimeout", lastLines, log);
  }

  static Problem notFinished(String limit, String lastLines, Path log) {
    return overrun("Packer did not come to its end within " + limit, "buildTimeout", lastLines, log);
  }

  private static Problem overrun(String what, String parameter, String lastLines, Path log) {
    return Problem.environment(what).at("<" + parameter + "> (vmimage." + parameter + ")").saw(lastLines).accepts("1 to 1440 minutes")
        .next("look at the lines above; if the machine is only slow: -Dvmimage." + parameter + "=MINUTES; " + wholeLog(log));
  }

  private static String readLog(Path log) {
    return "tail -n 50 '" + log + "'";
  }

  private static String wholeLog(Path log) {
    return "the whole log is " + log;
  }

  static Problem guestNeverAnswered(int exitCode, String lastLines, Path log, Path serial) {
    return Problem.environment("The guest never answered; Packer ended with exit code " + exitCode).at(log).saw(lastLines)
        .next("look at the lines above: does the guest boot, and does it start its SSH server? less " + Hints.word(serial));
  }

  static Problem guestEnded(String lastLines, Path log, Path serial) {
    return Problem.environment("The process of the guest ended while Packer needed it").at(log).saw(lastLines)
        .next("find out who ended it (dmesg | tail tells whether memory ran out; -Dvmimage.memory=MIB gives the guest less),\n"
            + "then run it again; less " + Hints.word(serial));
  }
}
