package io.github.vmimage.run;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can be in the way of a run. */
final class RunProblems {
  private static final String LOCKED = "Another run works on this project";
  private static final String ONE = "one run at a time: both would write the same files";

  private RunProblems() {}

  static Problem locked(Path lock) {
    return Problem.environment(LOCKED).at(lock).saw("the lock is taken").accepts(ONE)
        .next("wait until it has ended, then run this again");
  }

  static Problem lockedBy(RunRecord other) {
    return Problem.environment(LOCKED).at(other.workspace()).saw(other).accepts(ONE)
        .next("wait until it has ended, or stop it: kill " + other.pid() + "; then run this again");
  }

  static Problem unusableFolder(Path folder, String reason, String user) {
    return Problem.environment("The folder that tells of running builds cannot be used").at(folder).saw(reason)
        .next("look into it (ls -la " + Hints.word(folder) + "), then make it writable for " + user + " alone, or remove it");
  }

  static Problem unreadableMounts(Path table, String reason) {
    return Problem.environment("The kernel's table of mounts cannot be read").at(table).saw(reason).next("mount /proc");
  }

  static Problem mountLeft(Path point, String lastLines) {
    return Problem.environment("A mount was left behind").at(point).saw(lastLines).next("fusermount3 -u -z " + Hints.word(point));
  }
}
