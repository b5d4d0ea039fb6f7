package io.github.vmimage.disk;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.RunningProcess;
import io.github.vmimage.process.Tool;
import io.github.vmimage.run.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A guest's file systems, mounted by libguestfs as the guest's own fstab says: for what is not ext. A small virtual machine reads the disk,
 * so a slow or hostile file system cannot hurt this one; it takes ten seconds to start with KVM, and a minute or two without.
 */
final class GuestfishSession {
  private static final Duration READY = Duration.ofMinutes(6);
  /** What it calls a device without a file system. */
  private static final Set<String> NO_FILES = Set.of("swap", "");
  /** What is told of a partition without its help: boot loader files, and contents that nobody knows. */
  private static final Set<String> KNOWN_HERE = Set.of("unknown", "vfat");
  private static final String DISK = "/dev/sda";

  /** What libguestfs writes beside the disk: sockets and its commands. Whoever opened the disk removes it. */
  static final String FOLDER = "libguestfs";

  private static final long MAX_LIST = 1 << 20;

  private final Path own;
  private final Path point;

  GuestfishSession(Path own, Path point) {
    this.own = own;
    this.point = point;
  }

  /** Starts a program with its mount point. */
  interface Starter {
    RunningProcess start(Path point, Command command);
  }

  /** Mounts the guest that is on a raw disk, read-only, in a folder below the scratch. */
  static GuestfishSession open(Path raw, Path folder, Duration life, Map<String, String> settings, Starter starter) throws IOException {
    Path point = folder.resolve("guest");
    Path own = Files.createDirectories(folder.resolve(FOLDER));
    // Relative names need no quoting. What is piped is there when the next command begins.
    Path script = Files.writeString(own.resolve("commands"), """
        list-filesystems | cat >filesystems
        mountpoints | cat >mountpoints
        mount-local ../guest readonly:true
        mount-local-run
        """);
    Command command = Command.of(Tool.GUESTFISH, "--ro", "--format=raw", "-a", raw, "-i", "-f", script).in(own)
        .env(Map.of("LIBGUESTFS_BACKEND", "direct", "TMPDIR", own.toString(), "LIBGUESTFS_CACHEDIR", "/var/tmp")).env(settings)
        .within(life);
    starter.start(point, command).awaitReady("mounts the guest", () -> Mounts.isMounted(point), READY);
    return new GuestfishSession(own, point);
  }

  Path root() {
    return point;
  }

  /**
   * File systems that hold files and that the guest's fstab does not mount. A logical volume or a RAID is seen by libguestfs alone: what it
   * does not know there is a part that nobody looks into.
   */
  List<MissedPart> missed() throws IOException {
    Map<String, String> kinds = list("filesystems");
    Map<String, String> mounted = list("mountpoints");
    if (kinds.isEmpty() || mounted.isEmpty()) {
      throw new IOException("libguestfs lists no file systems");
    }
    return kinds.entrySet().stream().filter(e -> !NO_FILES.contains(e.getValue()) && !mounted.containsKey(e.getKey()))
        .filter(e -> !(e.getKey().startsWith(DISK) && KNOWN_HERE.contains(e.getValue())))
        .map(e -> new MissedPart(e.getKey(), e.getValue(), true)).toList();
  }

  /** Swap on logical volumes and RAIDs. */
  List<String> swap() throws IOException {
    return list("filesystems").entrySet().stream().filter(e -> e.getValue().equals("swap") && !e.getKey().startsWith(DISK))
        .map(Map.Entry::getKey).toList();
  }

  /** Lines such as {@code /dev/sda1: xfs}. */
  private Map<String, String> list(String name) throws IOException {
    Path file = own.resolve(name);
    if (Files.size(file) > MAX_LIST) {
      throw new IOException(file + " is too long");
    }
    Map<String, String> list = new TreeMap<>();
    for (String line : Files.readString(file).split("\n")) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        list.put(line.substring(0, colon), line.substring(colon + 2).strip());
      }
    }
    return list;
  }
}
