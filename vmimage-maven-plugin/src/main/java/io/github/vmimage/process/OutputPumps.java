package io.github.vmimage.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.exec.PumpStreamHandler;

/** Reads a program's output; tells whether it has been read to its end. */
final class OutputPumps extends PumpStreamHandler {
  private final List<Thread> threads = new ArrayList<>();

  OutputPumps(OutputStream out, OutputStream err) {
    super(out, err);
  }

  @Override
  protected Thread createPump(InputStream is, OutputStream os, boolean closeWhenExhausted) {
    Thread thread = super.createPump(is, os, closeWhenExhausted);
    threads.add(thread);
    return thread;
  }

  /** Waits until all that hold the output have let go of it; false where the time was too short. */
  boolean ended(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      if (thread.isAlive()) {
        return false;
      }
    }
    return true;
  }
}
