package io.github.vmimage.process;

import io.github.vmimage.report.Problem;
import java.util.Optional;

/** Looks at a running command several times a second and may end it, for a reason that the command itself does not know. */
@FunctionalInterface
public interface Watch {
  /** Never ends a command. */
  Watch NONE = process -> Optional.empty();

  /**
   * Asked again and again while the command runs.
   *
   * @param process the command's first process
   * @return why the process tree is to be stopped now; empty to let it go on
   */
  Optional<Problem> verdict(ProcessHandle process);
}
