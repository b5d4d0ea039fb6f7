package io.github.vmimage.disk;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.RunningProcess;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Problems;
import io.github.vmimage.run.Mounts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A finished disk, open for reading without root: {@code qemu-storage-daemon} shows its sectors as a file (FUSE export),
 * {@code fuse2fs} mounts the root file system in it. Nothing is written to the disk, not even its journal.
 *
 * <p>The root file system is the only ext2, ext3 or ext4 one with {@code etc/os-release} or {@code etc/fstab}, in a GPT or MBR
 * partition or on the bare disk. Beside it there may be boot partitions, swap and empty file systems; any other file system would
 * escape the audit and is a problem, and so is a disk whose root cannot be read (xfs, btrfs, LVM, LUKS, NTFS). The file system inside
 * an EFI system partition is not looked into.
 *
 * <p>{@link #close()} ends both programs and empties the scratch; so does a failure half-way. What is left when this Java process is
 * stopped or killed is found by the mark of the processes and by the mounts below the scratch.
 */
public final class OpenDisk implements AutoCloseable {
  /** Bounds the life of the two programs, and so of anything that reads through them. */
  private static final Duration LIFE = Duration.ofHours(2);
  private static final Duration READY = Duration.ofSeconds(60);

  /** The content never changes while it is mounted, so the kernel may remember all it was told. */
  private static final String MOUNT_OPTIONS = "ro,fakeroot,norecovery,no_default_opts,kernel_cache,attr_timeout=86400,entry_timeout=86400,"
      + "negative_timeout=86400,fsname=vmimage,subtype=ext4";

  private final Processes processes;
  private final Path disk;
  private final Path folder;
  private final Deque<RunningProcess> running = new ArrayDeque<>();
  private final Deque<Path> mounts = new ArrayDeque<>();
  private boolean closed;
  private Path root;

  private OpenDisk(Path disk, Path folder, Processes processes) {
    this.disk = disk;
    this.folder = folder;
    this.processes = processes;
  }

  /**
   * Opens a disk. Takes tenths of a second, whatever its size.
   *
   * @param disk image file in any {@linkplain DiskFormat format}, not in use by a guest
   * @param scratch folder for mount points; made if it is missing; a folder of its own is made in it and removed by {@link #close()}
   * @param processes starts the programs
   * @return the open disk, to be closed by the caller
   * @throws io.github.vmimage.report.ProblemException of the project when the disk is missing, refers to other files, was not shut down
   *     gracefully or holds file systems that cannot be audited; of the environment when a program or FUSE is missing or fails
   */
  public static OpenDisk open(Path disk, Path scratch, Processes processes) {
    DiskFormat format = DiskHeader.formatOf(disk);
    FuseDevice.require();
    OpenDisk open;
    try {
      Files.createDirectories(scratch);
      open = new OpenDisk(disk, Files.createTempDirectory(scratch.toRealPath(), "disk-"), processes);
    } catch (IOException e) {
      throw FuseProblems.unwritableScratch(scratch, e.toString()).because(e);
    }
    try {
      open.mountRoot(open.export(format));
      return open;
    } catch (IOException e) {
      try {
        open.requireServed(e);
      } finally {
        open.closeAfter(e);
      }
      throw FuseProblems.unreadable(disk, e.toString()).because(e);
    } catch (RuntimeException | Error e) {
      open.closeAfter(e);
      throw e;
    }
  }

  private void closeAfter(Throwable first) {
    try {
      close();
    } catch (RuntimeException e) {
      first.addSuppressed(e);
    }
  }

  /**
   * The guest's root folder.
   *
   * @return folder of this machine, valid until {@link #close()}; symbolic links below it are the guest's and must not be followed blindly
   */
  public Path root() {
    return root;
  }

  /**
   * Reads the disk, and makes sure that what was read is the disk: were one of the programs that show it to end meanwhile, files would
   * seem to be absent that are not.
   *
   * @param reader reads below the root folder that it is given
   * @param <T> what is read
   * @return what the reader returned
   * @throws io.github.vmimage.report.ProblemException when the reader fails, or a program ended while it read
   */
  public <T> T read(Function<Path, T> reader) {
    T result;
    try {
      result = reader.apply(root);
    } catch (RuntimeException e) {
      requireServed(e);
      throw e;
    }
    requireServed(null);
    return result;
  }

  /** Opening asks the server, even where the kernel remembers the content; a program that was just killed may still count as alive. */
  private boolean answers() {
    try {
      FileChannel.open(folder.resolve("whole")).close();
      if (root != null) {
        Files.newDirectoryStream(root).close();
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private synchronized void requireServed(Exception reason) {
    if (!closed && running.stream().allMatch(RunningProcess::isAlive) && answers()) {
      return;
    }
    throw FuseProblems.serverEnded(disk, running.stream()
        .map(p -> p + ": " + (p.isAlive() ? "runs" : "ended " + p.tail(3)).strip()).collect(Collectors.joining("\n"))).because(reason);
  }

  private Path export(DiskFormat format) {
    Path whole = folder.resolve("whole");
    String file = "{\"driver\":\"file\",\"node-name\":\"file\",\"read-only\":true,\"filename\":" + quoted(disk.toAbsolutePath()) + "}";
    String image = "{\"driver\":\"" + format.driver() + "\",\"node-name\":\"disk\",\"read-only\":true,\"file\":\"file\""
        + (format == DiskFormat.QCOW2 ? ",\"backing\":null" : "") + "}";
    String export = "{\"type\":\"fuse\",\"id\":\"export\",\"node-name\":\"disk\",\"writable\":false,\"allow-other\":\"off\",\"mountpoint\":"
        + quoted(whole) + "}";
    RunningProcess daemon = start(whole, Files::createFile,
        Command.of(Tool.QEMU_STORAGE_DAEMON, "--blockdev", file, "--blockdev", image, "--export", export));
    try {
      daemon.awaitReady("serves the disk", () -> Mounts.isMounted(whole), READY);
    } catch (RuntimeException e) {
      if (daemon.tail(20).contains("lock")) {
        throw FuseProblems.inUse(disk, daemon.tail(3)).because(e);
      }
      throw e;
    }
    return whole;
  }

  private static String quoted(Path path) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(path.toString()).toString();
  }

  private void mountRoot(Path whole) throws IOException {
    try (FileChannel sectors = FileChannel.open(whole)) {
      root = new RootSearch(DiskBytes.of(disk, sectors), this::look).root();
    }
  }

  /** Mounts one file system for the search, which keeps or drops it. */
  private Mounted look(Partition partition) {
    Path point = folder.resolve("partition-" + partition.number());
    RunningProcess server = start(point, Files::createDirectory,
        Command.of(Tool.FUSE2FS, "-f", "-o", MOUNT_OPTIONS + ",offset=" + partition.start(), folder.resolve("whole"), point));
    server.awaitReady("mounts " + partition, () -> Mounts.isMounted(point), READY);
    return new Mounted(point, () -> drop(server));
  }

  private synchronized void drop(RunningProcess server) {
    server.close();
    running.remove(server);
  }

  /** Makes the mount point and starts its server in one step, so that a close at any moment knows all there is to undo. */
  private synchronized RunningProcess start(Path mount, MountPoint point, Command command) {
    if (closed) {
      throw FuseProblems.stopped(disk).asException();
    }
    mounts.push(mount);
    try {
      point.make(mount);
    } catch (IOException e) {
      throw FuseProblems.unwritableScratch(folder, e.toString()).because(e);
    }
    RunningProcess process = processes.start(command.within(LIFE));
    running.push(process);
    return process;
  }

  /** Unmounts, ends the programs and removes what is in the scratch. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // Asked politely, each server takes down its own mount; the one that reads goes before the one that is read.
    running.forEach(RunningProcess::close);
    Mounts fuse = new Mounts(processes.whileStopping());
    Problems left = new Problems();
    mounts.forEach(mount -> left.collect(() -> fuse.unmount(mount)));
    try {
      left.throwIfAny();
      for (Path mount : mounts) {
        Files.deleteIfExists(mount);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw FuseProblems.scratchNotEmptied(folder, e.toString()).because(e);
    }
  }

  private interface MountPoint {
    Path make(Path path, java.nio.file.attribute.FileAttribute<?>... attributes) throws IOException;
  }

  /** A mounted file system and how to let go of it. */
  record Mounted(Path root, Runnable release) {}
}
