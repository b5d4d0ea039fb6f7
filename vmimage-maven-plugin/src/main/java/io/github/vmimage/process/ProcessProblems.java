package io.github.vmimage.process;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.util.List;

/** What can be wrong with a program that is run. */
final class ProcessProblems {
  private static final String PROGRAM = "The program ";

  private ProcessProblems() {}

  static Problem missing(String executable, String seen, String install) {
    return Problem.environment(PROGRAM + executable + " could not be started").at("PATH").saw(seen).next(install);
  }

  static Problem needed(String goal, List<FoundTool> faults, String install) {
    boolean one = faults.size() == 1;
    boolean missing = faults.stream().allMatch(FoundTool::isMissing);
    String state = missing ? "missing" : faults.stream().noneMatch(FoundTool::isMissing) ? "too old" : "missing or too old";
    return Problem.environment("The goal " + goal + " needs " + (one ? "a program that is " : "programs that are ") + state).at("PATH")
        .saw(String.join("\n", faults.stream().map(FoundTool::fault).toList())).next(install);
  }

  static Problem neededOrOtherPacker(String goal, List<FoundTool> faults, String install) {
    return needed(goal, faults, install + "; or name another packer with -Dvmimage.packer=PATH");
  }

  static Problem cutOff(String executable, String command, String reason) {
    return Problem.environment(PROGRAM + executable + " was cut off").at(command).saw(reason).next(Hints.AGAIN);
  }

  static Problem failed(String executable, int exitCode, String command, String lastLines) {
    return Problem.environment(PROGRAM + executable + " failed with exit code " + exitCode).at(command).saw(lastLines)
        .next(Hints.BY_HAND);
  }

  static Problem timeLimit(String executable, long seconds, String command, String lastLines) {
    return Problem.environment(PROGRAM + executable + " was stopped after its time limit of " + seconds + " s").at(command).saw(lastLines)
        .next("look at the last lines above; raise the limit if the machine is slow");
  }

  static Problem notReady(String executable, String what, long seconds, String command, String lastLines) {
    return Problem.environment(PROGRAM + executable + " did not come to the point where it " + what + " within " + seconds + " s")
        .at(command).saw(lastLines).next("run it again; look at the machine's load");
  }

  static Problem endedEarly(String executable, int exitCode, String what, String command, String lastLines) {
    return Problem.environment(PROGRAM + executable + " ended with exit code " + exitCode + " before it " + what).at(command)
        .saw(lastLines).next(Hints.BY_HAND);
  }

  static Problem stopped(String executable) {
    return Problem.environment("The run was stopped").at(executable).next(Hints.AGAIN);
  }

  static Problem interrupted(String command) {
    return Problem.environment("The run was interrupted").at(command).next(Hints.AGAIN);
  }
}
