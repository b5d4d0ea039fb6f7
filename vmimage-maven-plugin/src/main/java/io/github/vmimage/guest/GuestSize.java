package io.github.vmimage.guest;

import io.github.vmimage.report.Problems;
import java.util.OptionalLong;

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
  /** A usual distribution boots with so much. */
  private static final int LEAST_MEMORY = 1024;

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

  /**
   * The size of each of some guests that share this machine at the same time.
   *
   * @param guests how many, at least 1
   * @param cpus processors of each, or 0 for this machine's divided among them, at most 4
   * @param memory MiB of each, or 0 for what is free divided among them, 1024 to 2048
   * @return the size of each
   * @throws io.github.vmimage.report.ProblemException for values outside the ranges, or where so many do not fit into the free memory
   */
  public static GuestSize shared(int guests, int cpus, int memory) {
    return shared(guests, of(cpus, memory), cpus == 0, memory == 0, FreeMemory.bytes());
  }

  /**
   * What some guests need at least that run at the same time.
   *
   * @param guests how many, at least 1
   * @param memory MiB of each, or 0 where it may be what is free
   * @return MiB of all of them
   */
  public static long leastMemory(int guests, int memory) {
    return (long) guests * (memory == 0 ? LEAST_MEMORY : memory);
  }

  static GuestSize shared(int guests, GuestSize one, boolean anyCpus, boolean anyMemory, OptionalLong freeBytes) {
    long free = freeBytes.orElse(Long.MAX_VALUE) >> 20;
    int each = anyMemory ? (int) Math.max(LEAST_MEMORY, Math.min(one.memory(), free / guests)) : one.memory();
    if ((long) each * guests > free) {
      throw GuestProblems.tooLittleMemory(guests, each, free).asException();
    }
    return new GuestSize(anyCpus ? Math.max(1, one.cpus() / guests) : one.cpus(), each);
  }
}
