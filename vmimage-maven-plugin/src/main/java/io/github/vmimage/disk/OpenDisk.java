package io.github.vmimage.disk;

import io.github.vmimage.files.Folders;
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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A finished disk, open for reading without root: {@code qemu-storage-daemon} shows its sectors as a file (FUSE export), and its ext2, ext3
 * or ext4 file system is read in this process. Nothing is written to the disk, not even its journal.
 *
 * <p>The root file system is the only one with {@code etc/os-release} or {@code etc/fstab}, in a GPT or MBR partition or on the bare disk.
 * Beside it there may be boot partitions, swap and empty file systems; any other would escape the audit and is told by {@link #missed()}.
 * The partition table that Linux and a firmware use counts; what another one shows is told by {@link #faults()} and {@link #others()}.
 * Of an EFI system partition the names of the files are told, not their content. What has no ext root (xfs, btrfs, LVM) is mounted by
 * libguestfs where the caller wants any disk.
 *
 * <p>{@link #close()} ends all programs and empties the scratch; so does a failure half-way. What is left when this Java process is
 * stopped or killed is found by the mark of the processes and by the mounts below the scratch.
 */
public final class OpenDisk implements AutoCloseable {
  /** Bounds the life of the two programs, and so of anything that reads through them. */
  private static final Duration LIFE = Duration.ofHours(2);
  private static final Duration READY = Duration.ofSeconds(60);

  private final Processes processes;
  private final Path disk;
  private final StandaloneDisk file;
  private final Path folder;
  private final Deque<RunningProcess> running = new ArrayDeque<>();
  private final Deque<Path> mounts = new ArrayDeque<>();
  private FileChannel sectors;
  private boolean closed;
  private Path root;
  private List<MissedPart> missed = List.of();
  private List<DiskFault> faults = List.of();
  private List<OtherRoot> others = List.of();
  private List<String> notes = List.of();
  private List<String> swap = List.of();
  private List<FirmwareFile> firmware = List.of();
  private String partitions = "";

  private OpenDisk(StandaloneDisk file, Path folder, Processes processes) {
    this.disk = file.path();
    this.file = file;
    this.folder = folder;
    this.processes = processes;
  }

  /**
   * Opens a disk with an ext root. Takes tenths of a second, whatever its size.
   *
   * @param disk image file in any {@linkplain DiskFormat format}, not in use by a guest
   * @param scratch folder for mount points; made if it is missing; a folder of its own is made in it and removed by {@link #close()}
   * @param processes starts the programs
   * @return the open disk, to be closed by the caller
   * @throws io.github.vmimage.report.ProblemException of the project when the disk is missing, refers to other files, was not shut down
   *     gracefully or holds no root file system that can be read here; of the environment when a program or FUSE is missing or fails
   */
  public static OpenDisk open(Path disk, Path scratch, Processes processes) {
    OpenDisk open = openAny(disk, scratch, processes, null);
    try {
      open.requireRoot();
      return open;
    } catch (RuntimeException e) {
      open.closeAfter(e);
      throw e;
    }
  }

  /**
   * Opens any disk, ours or not, also one in an OVA. Takes tenths of a second for ext; a minute or two where libguestfs has to help.
   *
   * @param disk image file in any {@linkplain DiskFormat format}, or an OVA, not in use by a guest
   * @param scratch as for {@link #open}
   * @param processes starts the programs
   * @param libguestfs variables of the environment for libguestfs, asked for where it has to help
   * @return the open disk, to be closed by the caller; it has no {@link #root()} where nothing can read it, and {@link #missed()} tells why
   * @throws io.github.vmimage.report.ProblemException as {@link #open}, but for a file system that cannot be read
   */
  public static OpenDisk openAny(Path disk, Path scratch, Processes processes, Supplier<Map<String, String>> libguestfs) {
    StandaloneDisk file = StandaloneDisk.of(disk);
    FuseDevice.require();
    OpenDisk open;
    try {
      Files.createDirectories(scratch);
      open = new OpenDisk(file, Files.createTempDirectory(scratch.toRealPath(), "disk-"), processes);
    } catch (IOException e) {
      throw FuseProblems.unwritableScratch(scratch, e.toString()).because(e);
    }
    try {
      open.findRoot(open.export(), libguestfs);
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
   * @return folder, usually not of the default file system, valid until {@link #close()}; symbolic links below it are the guest's and must
   *     not be followed blindly; null where a disk of {@link #openAny} has none that can be read
   */
  public Path root() {
    return root;
  }

  /**
   * Asks for a root folder.
   *
   * @throws io.github.vmimage.report.ProblemException of the project when there is no {@link #root()}; it lists the partitions
   */
  public void requireRoot() {
    if (root == null) {
      throw DiskProblems.noRoot(disk.toString(), partitions).asException();
    }
  }

  /**
   * What an audit of the root folder misses.
   *
   * @return parts of the disk with files that are not below the root folder; empty for most disks
   */
  public List<MissedPart> missed() {
    return missed;
  }

  /**
   * What else may keep something from an audit.
   *
   * @return partition tables that disagree or are damaged, and what a table that does not count shows and nobody can read
   */
  public List<DiskFault> faults() {
    return faults;
  }

  /**
   * Roots that only a partition table shows which does not count.
   *
   * @return empty for a disk of one table
   */
  public List<OtherRoot> others() {
    return others;
  }

  /**
   * What holds no files and is worth recording.
   *
   * @return lines such as {@code partition 3: dm-verity, root hash sha256:4c8e...}
   */
  public List<String> notes() {
    return notes;
  }

  /**
   * What the image file keeps beside what a guest sees: snapshots, bitmaps, pieces that were given up with their bytes. Reads the file's
   * tables, and whatever they do not lead to.
   *
   * @return empty for a disk as {@link DiskConversion} writes it; of the pieces the first one is told
   * @throws io.github.vmimage.report.ProblemException of the project when the tables are damaged
   */
  public List<HiddenPart> hidden() {
    return HiddenBytes.of(file);
  }

  /**
   * Swap partitions.
   *
   * @return their places, such as {@code partition 2}
   */
  public List<String> swap() {
    return swap;
  }

  /**
   * Files on EFI system partitions, and on any other partition with FAT.
   *
   * @return in the order of the partitions and folders
   */
  public List<FirmwareFile> firmware() {
    return firmware;
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
      if (root != null && root.getFileSystem() == folder.getFileSystem()) {
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

  private Path export() {
    Path whole = folder.resolve("whole");
    String point = com.fasterxml.jackson.databind.node.TextNode.valueOf(whole.toString()).toString();
    String export = "{\"type\":\"fuse\",\"id\":\"export\",\"node-name\":\"disk\",\"writable\":false,\"allow-other\":\"off\",\"mountpoint\":"
        + point + "}";
    RunningProcess daemon = start(whole, Files::createFile,
        Command.of(Tool.QEMU_STORAGE_DAEMON, (Object[]) file.nodes()).with("--export", export));
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

  private void findRoot(Path whole, Supplier<Map<String, String>> libguestfs) throws IOException {
    sectors = FileChannel.open(whole);
    RootSearch search = RootSearch.in(DiskBytes.of(disk, sectors), new AllocatedData(whole, processes));
    root = search.root();
    missed = List.copyOf(search.missed());
    partitions = search.partitions();
    faults = List.copyOf(search.faults());
    others = List.copyOf(search.others());
    notes = List.copyOf(search.notes());
    swap = List.copyOf(search.swap());
    firmware = List.copyOf(search.firmware());
    if (libguestfs != null && search.isForLibguestfs()) {
      GuestfishSession guest = GuestfishSession.open(whole, folder, LIFE, libguestfs.get(),
          (point, command) -> start(point, Files::createDirectory, command));
      root = guest.root();
      swap = Stream.concat(swap.stream(), guest.swap().stream()).toList();
      // It says nothing of what it does not know either.
      missed = Stream.concat(guest.missed().stream(), search.unknown().stream()).toList();
    }
    if (root == null && !others.isEmpty()) {
      // The table that counts shows none.
      root = others.get(0).root();
      others = others.subList(1, others.size());
    }
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
    closeSectors();
    // Asked politely, each server takes down its own mount; the one that reads goes before the one that is read.
    running.forEach(RunningProcess::close);
    Mounts fuse = new Mounts(processes.whileStopping());
    Problems left = new Problems();
    mounts.forEach(mount -> left.collect(() -> fuse.unmount(mount)));
    try {
      left.throwIfAny();
      Folders.remove(folder.resolve(GuestfishSession.FOLDER));
      for (Path mount : mounts) {
        Files.deleteIfExists(mount);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw FuseProblems.scratchNotEmptied(folder, e.toString()).because(e);
    }
  }

  private void closeSectors() {
    try {
      if (sectors != null) {
        sectors.close();
      }
    } catch (IOException e) {
      // It was open for reading only, and its server may have ended: there is nothing to lose.
      sectors = null;
    }
  }

  private interface MountPoint {
    Path make(Path path, java.nio.file.attribute.FileAttribute<?>... attributes) throws IOException;
  }
}
