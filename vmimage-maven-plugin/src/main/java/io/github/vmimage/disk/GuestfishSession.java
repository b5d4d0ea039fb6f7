package io.github.vmimage.disk;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.RunningProcess;
import io.github.vmimage.process.Tool;
import io.github.vmimage.run.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A guest's file systems, mounted by libguestfs as the guest's own fstab says: for what is not ext. A small virtual machine reads the disk,
 * so a slow or hostile file system cannot hurt this one; it takes ten seconds to start with KVM, and a minute or two without.
 */
final class GuestfishSession {
  private static final Duration READY = Duration.ofMinutes(6);
  /** What holds no files, or boot loader files only. */
  private static final Set<String> NO_FILES = Set.of("swap", "unknown", "vfat", "");
  private static final String MOUNTED = "mounted: ";

  private final Queue<String> lines;
  private final Path point;

  private GuestfishSession(Queue<String> lines, Path point) {
    this.lines = lines;
    this.point = point;
  }

  /** Starts a program with its mount point. */
  interface Starter {
    RunningProcess start(Path point, Command command);
  }

  /** Mounts the guest that is on a raw disk, read-only, in a folder below the scratch. */
  static GuestfishSession open(Path raw, Path folder, Duration life, Starter starter) throws IOException {
    Path point = folder.resolve("guest");
    Path script = Files.writeString(folder.resolve("guestfish"), "list-filesystems\necho " + MOUNTED + "\nmountpoints\nmount-local "
        + point.toString().replaceAll("([ \\\\\"'])", "\\\\$1") + " readonly:true\nmount-local-run\n");
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    try {
      Command command = Command.of(Tool.GUESTFISH, "--ro", "--format=raw", "-a", raw, "-i", "-f", script)
          .env(Map.of("LIBGUESTFS_BACKEND", "direct", "TMPDIR", folder.toString(), "LIBGUESTFS_CACHEDIR", "/var/tmp"))
          .within(life).listening(lines::add);
      starter.start(point, command).awaitReady("mounts the guest", () -> Mounts.isMounted(point), READY);
    } finally {
      Files.deleteIfExists(script);
    }
    return new GuestfishSession(lines, point);
  }

  Path root() {
    return point;
  }

  /** File systems that hold files and that the guest's fstab does not mount. */
  List<MissedPart> missed() {
    Set<String> mounted = new TreeSet<>();
    List<String[]> all = new ArrayList<>();
    boolean second = false;
    for (String line : lines) {
      int colon = line.indexOf(": ");
      if (line.startsWith(MOUNTED.strip())) {
        second = true;
      } else if (colon > 0 && line.startsWith("/dev/")) {
        String[] fields = {line.substring(0, colon), line.substring(colon + 2).strip()};
        if (second) {
          mounted.add(fields[0]);
        } else {
          all.add(fields);
        }
      }
    }
    return all.stream().filter(f -> !NO_FILES.contains(f[1]) && !mounted.contains(f[0])).map(f -> new MissedPart(f[0], f[1], true)).toList();
  }
}
