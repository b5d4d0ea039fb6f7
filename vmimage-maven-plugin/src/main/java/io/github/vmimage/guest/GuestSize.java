package io.github.vmimage.guest;

import io.github.vmimage.report.Problems;

/**
 * How large the guest of a build is.
 *
 * @param cpus virtual processors, 1 to 255
 * @param memory MiB, 128 to 1048576
 */
public record GuestSize(int cpus, int memory) {
  /** More processors than this rarely make a build faster: it waits for the package manager. */
  private static final int ENOUGH_CPUS = 4;
  private static final int DEFAULT_MEMORY = 2048;

  /**
   * Takes the user's values, or what suits this machine.
   *
   * @param cpus processors, or 0 for this machine's, at most 4
   * @param memory MiB, or 0 for 2048
   * @return the size
   * @throws io.github.vmimage.report.ProblemException for values outside the ranges
   */
  public static GuestSize of(int cpus, int memory) {
    Problems problems = new Problems();
    if (cpus < 0 || cpus > 255) {
      problems.add(GuestProblems.cpusOutOfRange(cpus, Runtime.getRuntime().availableProcessors()));
    }
    if (memory != 0 && (memory < 128 || memory > 1048576)) {
      problems.add(GuestProblems.memoryOutOfRange(memory, DEFAULT_MEMORY));
    }
    problems.throwIfAny();
    return new GuestSize(cpus == 0 ? Math.min(ENOUGH_CPUS, Runtime.getRuntime().availableProcessors()) : cpus,
        memory == 0 ? DEFAULT_MEMORY : memory);
  }
}
