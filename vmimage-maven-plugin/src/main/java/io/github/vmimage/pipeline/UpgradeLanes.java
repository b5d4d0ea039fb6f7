package io.github.vmimage.pipeline;

import io.github.vmimage.guest.FreeMemory;
import io.github.vmimage.guest.GuestSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

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

  /** Does all of it in its order, at most so many at once, and gives the results in the same order. */
  static <T> List<T> run(int lanes, List<Callable<T>> work) {
    AtomicInteger next = new AtomicInteger();
    List<T> results = Collections.synchronizedList(new ArrayList<>(Collections.nCopies(work.size(), null)));
    Callable<List<T>> lane = () -> {
      for (int i = next.getAndIncrement(); i < work.size(); i = next.getAndIncrement()) {
        results.set(i, work.get(i).call());
      }
      return List.of();
    };
    SideBySide.call(Collections.nCopies(Math.min(lanes, work.size()), lane));
    return List.copyOf(results);
  }
}
