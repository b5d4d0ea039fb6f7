package io.github.vmimage.pipeline;

import io.github.vmimage.guest.BuildAccess;
import io.github.vmimage.guest.GuestShell;
import io.github.vmimage.guest.TestGuest;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.report.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The private key of the build, kept from the build to the end of the same run in the run's short-lived folder, so that it can be tried on
 * what was made with it.
 *
 * @param file where it is; absent where the disk was built in an earlier run
 */
record BuildKey(Path file) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Where a run keeps it. */
  static BuildKey of(Workspace workspace) {
    return new BuildKey(workspace.temporary().resolve("build-key"));
  }

  boolean isKept() {
    return Files.exists(file);
  }

  /** Tries it as everybody whom it could open a door for; done last, since some servers shut out who fails too often. */
  List<Problem> tryOn(TestGuest guest, Processes processes) {
    List<Problem> problems = new ArrayList<>();
    for (String user : List.of(BuildAccess.USERNAME, "root", TestGuest.USER)) {
      Outcome outcome = new GuestShell(processes, guest.login().as(user, file)).run("exit 0", LIMIT);
      if (outcome.exitCode() != GuestShell.NO_LOGIN) {
        problems.add(TestProblems.buildKeyAccepted(guest.name(), user));
      } else if (!outcome.tail(5).contains("Permission denied")) {
        problems.add(TestProblems.buildKeyUndecided(guest.name(), user, outcome.tail(3)));
      }
    }
    return problems;
  }
}
