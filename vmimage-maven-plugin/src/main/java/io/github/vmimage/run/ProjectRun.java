package io.github.vmimage.run;

import io.github.vmimage.files.Folders;
import io.github.vmimage.process.MarkedProcesses;
import io.github.vmimage.process.Processes;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The right to work on one project, held from the first goal to the end of Maven. Whoever gets it first removes what a run that was cut
 * off left: processes, mounts, temporary files. That run can be no other one than this project's, because the lock is the project's.
 *
 * <p>When this Java process is told to stop, the same is removed at once.
 */
public final class ProjectRun implements AutoCloseable {
  /** Packer's own clean-up of a guest and its disk takes some seconds. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /**
   * A process's file locks belong to all of its threads, and closing any channel of the file drops them: who holds one in this process is
   * found out without touching the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final RunPlace place;
  private final FileChannel lock;
  private final Processes cleaning;
  private final Runnable unfinished;
  private final Thread onExit = new Thread(this::stop, "vmimage-end-run");
  private final CountDownLatch cleaned = new CountDownLatch(1);
  private volatile boolean stopping;
  private boolean closed;

  private ProjectRun(RunPlace place, FileChannel lock, Runnable unfinished, Processes processes) {
    this.place = place;
    this.lock = lock;
    this.unfinished = unfinished;
    this.cleaning = processes.whileStopping();
  }

  /**
   * Begins to work on a project.
   *
   * @param workspace the project's {@code target/vmimage}; may not exist yet
   * @param unfinished removes what in the workspace means nothing once its run is over; called when a run was cut off
   * @param command what was typed, for another run that finds the project locked
   * @param processes unmounts what was left
   * @param progress told of what was left
   * @return the run, to be closed when Maven has done its work
   * @throws io.github.vmimage.report.ProblemException when another run works on the project
   */
  public static ProjectRun begin(Path workspace, Runnable unfinished, String command, Processes processes, Progress progress) {
    RunPlace place = RunPlace.of(workspace);
    if (!HELD.add(place.lock())) {
      throw locked(place);
    }
    ProjectRun run;
    try {
      run = lock(place, unfinished, processes);
    } catch (IOException e) {
      HELD.remove(place.lock());
      throw place.unusable(e);
    } catch (RuntimeException e) {
      HELD.remove(place.lock());
      throw e;
    }
    try {
      run.begin(workspace, command, progress);
      return run;
    } catch (IOException e) {
      run.end();
      throw place.unusable(e);
    }
  }

  private static ProjectRun lock(RunPlace place, Runnable unfinished, Processes processes) throws IOException {
    FileChannel channel = FileChannel.open(place.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw locked(place);
    }
    return new ProjectRun(place, channel, unfinished, processes);
  }

  private void begin(Path workspace, String command, Progress progress) throws IOException {
    RunRecord.read(place.record()).ifPresent(earlier -> {
      int ended = removeWhatIsLeft();
      progress.warn("Removed what an earlier run left that was cut off (" + earlier + "): " + ended + " processes, its temporary files");
    });
    new RunRecord(command, ProcessHandle.current().pid(), LocalTime.now().truncatedTo(ChronoUnit.SECONDS).toString(), workspace.toString())
        .write(place.record());
    Folders.fresh(place.temporary());
    // All that the hook uses is used once now: when Maven is done, its class loader gives out no more classes.
    Mounts.below(place.temporary());
    new MarkedProcesses(place.mark()).alive();
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException held) {
      // By this very process: an IDE or a daemon that runs two Mavens.
      return null;
    }
  }

  private static RuntimeException locked(RunPlace place) {
    return RunRecord.read(place.record()).map(RunProblems::lockedBy).orElseGet(() -> RunProblems.locked(place.lock())).asException();
  }

  /**
   * What to start this run's processes with, so that they are found when the run is cut off.
   *
   * @param plain any starter of processes
   * @return the same, with the run's mark
   */
  public Processes marking(Processes plain) {
    return plain.marked(place.mark());
  }

  /**
   * A folder of this run alone: its path is short enough for sockets, and {@code mvn clean} does not walk into it. It goes with the run.
   *
   * @return an existing folder
   */
  public Path temporary() {
    return place.temporary();
  }

  private int removeWhatIsLeft() {
    int ended = new MarkedProcesses(place.mark()).stop(GRACE);
    Mounts mounts = new Mounts(cleaning);
    Mounts.below(place.temporary()).forEach(mounts::unmount);
    Folders.delete(place.temporary());
    unfinished.run();
    return ended;
  }

  /** Told to stop: the stages are cut off where they stand, so this is an unclean end that is cleaned up at once. */
  private void stop() {
    stopping = true;
    try {
      // Whoever started a process has just told it to stop. Told twice, Packer would not clean up.
      new MarkedProcesses(place.mark()).awaitEnd(GRACE.plusSeconds(5));
      endUncleanly();
    } finally {
      cleaned.countDown();
    }
  }

  private synchronized void endUncleanly() {
    if (!closed) {
      removeWhatIsLeft();
      end();
    }
  }

  /**
   * Does not come back while this Java process is being stopped: a stage that fails then fails because its programs were stopped, which
   * is nothing to tell. Comes back at once otherwise.
   */
  public void restIfStopping() {
    if (!stopping) {
      return;
    }
    try {
      cleaned.await();
      Thread.sleep(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the run: its temporary folder goes, the project is free. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    Folders.delete(place.temporary());
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException stopping) {
      // This is the end of the Java process.
    }
  }

  /** The lock's own file stays: removing it while another run waits for it would give two of them the lock. */
  private void end() {
    closed = true;
    try {
      Files.deleteIfExists(place.record());
      lock.close();
    } catch (IOException e) {
      throw place.unusable(e);
    } finally {
      HELD.remove(place.lock());
    }
  }
}
