package io.github.vmimage.disk;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What this machine's FUSE offers to an ordinary user: whether it is there, what is mounted, and unmounting. */
final class FuseMounts {
  private static final Path DEVICE = Path.of("/dev/fuse");
  private static final Path TABLE = Path.of("/proc/self/mountinfo");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Processes processes;

  FuseMounts(Processes processes) {
    this.processes = processes;
  }

  /** A problem when FUSE cannot be used by this user. */
  static void require() {
    if (!Files.exists(DEVICE)) {
      throw unusable("no such device").next("sudo modprobe fuse; for a container: run it with --device /dev/fuse --cap-add SYS_ADMIN")
          .asException();
    }
    if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
      throw unusable("this user may not open it")
          .next("sudo chmod 0666 /dev/fuse (which is what Debian's and Ubuntu's own set-up gives it)")
          .asException();
    }
  }

  private static Problem unusable(String seen) {
    return Problem.environment("The disk cannot be opened: FUSE is not usable here").at(DEVICE).saw(seen)
        .accepts("a device that this user may read and write");
  }

  /**
   * Whether something is mounted there. Asks the kernel's table, since touching a mount whose server died can fail or hang. The last
   * two names are compared: the folder has a random name, and the table escapes what stands before it.
   */
  static boolean isMounted(Path point) {
    String end = "/" + point.getParent().getFileName() + "/" + point.getFileName();
    try {
      return Files.readString(TABLE, StandardCharsets.ISO_8859_1).lines().anyMatch(line -> line.split(" ", 6)[4].endsWith(end));
    } catch (IOException e) {
      throw Problem.environment("The kernel's table of mounts cannot be read").at(TABLE).saw(e.toString()).next("mount /proc").because(e);
    }
  }

  /** Takes down a mount whose server did not do so itself; at once when it is idle, else as soon as it is. */
  void unmount(Path point) {
    if (!isMounted(point)) {
      return;
    }
    Outcome outcome = processes.run(Command.of(Tool.FUSERMOUNT, "-u", point).within(LIMIT));
    if (!outcome.succeeded() && isMounted(point)) {
      outcome = processes.run(Command.of(Tool.FUSERMOUNT, "-u", "-z", point).within(LIMIT));
    }
    if (isMounted(point)) {
      throw Problem.environment("A mount was left behind").at(point).saw(outcome.tail(5)).next("fusermount3 -u -z " + point).asException();
    }
  }
}
