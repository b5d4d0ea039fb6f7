package io.github.vmimage.pipeline;

import io.github.vmimage.guest.FreeMemory;
import io.github.vmimage.guest.GuestSize;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** How many machines are upgraded at the same time: as many as have their processors and their memory here without taking another's. */
final class UpgradeLanes {
  private static final long MEBIBYTE = 1 << 20;

  private UpgradeLanes() {}

  /** Counts them. */
  static int of(GuestSize size, int processors, OptionalLong freeBytes) {
    long byMemory = freeBytes.isPresent() ? freeBytes.getAsLong() / (size.memory() * MEBIBYTE) : 1;
    return (int) Math.max(1, Math.min(processors / size.cpus(), byMemory));
  }

  static int ofThisMachine(GuestSize size) {
    return of(size, Runtime.getRuntime().availableProcessors(), FreeMemory.bytes());
  }

  /** Does all of it, at most so many at once, and gives the results in the order of the work. */
  static <T> List<T> run(int lanes, List<Callable<T>> work) {
    Semaphore free = new Semaphore(lanes, true);
    return SideBySide.call(work.stream().map(one -> (Callable<List<T>>) () -> {
      free.acquire();
      try {
        return List.of(one.call());
      } finally {
        free.release();
      }
    }).collect(Collectors.toList()));
  }
}
