package io.github.vmimage.disk;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.LongAdder;

/** Walks a tree on all cores: each folder is a task that describes what is in it and forks one task for each folder below. */
final class ContentWalk extends RecursiveAction {
  private static final long serialVersionUID = 1L;
  private static final int S_IFMT = 0170000;
  private static final int MAX_DEPTH = 200;

  private final transient Tree tree;
  private final transient Path folder;
  private final int depth;

  private record Tree(Path root, long space, Queue<ContentEntry> entries, Reading reading) {}

  /** How far the reading has come. A file with holes has more bytes than it takes, so all of it is known only at the end. */
  private record Reading(Progress progress, long used, LongAdder done) {
    void read(long bytes) {
      done.add(bytes);
      progress.step("reading the disk's files", Math.min(done.sum(), used - 1), used);
    }
  }

  private ContentWalk(Tree tree, Path folder, int depth) {
    this.tree = tree;
    this.folder = folder;
    this.depth = depth;
  }

  static List<ContentEntry> of(Path root, Progress progress) {
    // A little more than the cores: a reader waits for the file system's server most of the time.
    ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors() * 2);
    try {
      FileStore store = Files.getFileStore(root);
      long used = Math.max(1, store.getTotalSpace() - store.getUnallocatedSpace());
      Tree tree = new Tree(root, store.getTotalSpace(), new ConcurrentLinkedQueue<>(), new Reading(progress, used, new LongAdder()));
      ContentWalk walk = new ContentWalk(tree, root, 0);
      walk.describe(root);
      pool.invoke(walk);
      return tree.entries().stream().sorted().toList();
    } catch (IOException e) {
      throw DiskProblems.unreadableContent(root, e.toString()).because(e);
    } catch (UncheckedIOException e) {
      throw DiskProblems.unreadableContent(root, e.getCause().toString()).because(e.getCause());
    } finally {
      progress.stepEnds();
      pool.shutdownNow();
    }
  }

  @Override
  protected void compute() {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      for (Path path : content) {
        if (describe(path)) {
          folders.add(path);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException(e.getCause());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!folders.isEmpty() && depth >= MAX_DEPTH) {
      throw new UncheckedIOException(new IOException(folder + ": folders nested more than " + MAX_DEPTH + " deep"));
    }
    ForkJoinTask.invokeAll(folders.stream().map(f -> new ContentWalk(tree, f, depth + 1)).toList());
  }

  /** Adds the entry of a path; true for a folder. */
  private boolean describe(Path path) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid,gid,size,rdev", LinkOption.NOFOLLOW_LINKS);
    int mode = (int) attributes.get("mode");
    char type = type(mode);
    long size = type == 'f' ? (long) attributes.get("size") : 0;
    // The root's file system is asked once; what libguestfs mounts below it may be larger.
    if (size > tree.space() && size > Files.getFileStore(path).getTotalSpace()) {
      throw new IOException(path + ": a file of " + size + " bytes on a file system of " + Files.getFileStore(path).getTotalSpace());
    }
    String detail = switch (type) {
      case 'f' -> sha256(path, tree.reading());
      case 'l' -> RawName.of(Files.readSymbolicLink(path)).escaped();
      case 'c', 'b' -> device((long) attributes.get("rdev"));
      default -> "-";
    };
    String fields = type + " " + String.format("%04o", mode & 07777) + " " + attributes.get("uid") + " " + attributes.get("gid") + " "
        + (type == 'f' ? size : "-");
    tree.entries().add(ContentEntry.of(name(path), fields, detail, size));
    return type == 'd';
  }

  private RawName name(Path path) {
    return path.equals(tree.root()) ? new RawName(new byte[] {'/'}) : RawName.of(tree.root().relativize(path)).absolute();
  }

  private static char type(int mode) throws IOException {
    return switch (mode & S_IFMT) {
      case 0100000 -> 'f';
      case 0040000 -> 'd';
      case 0120000 -> 'l';
      case 0020000 -> 'c';
      case 0060000 -> 'b';
      case 0010000 -> 'p';
      case 0140000 -> 's';
      default -> throw new IOException("unknown file type in mode " + Integer.toOctalString(mode));
    };
  }

  /** The parts of a device number as the C library's {@code makedev} puts them together. */
  private static String device(long number) {
    long major = number >>> 8 & 0xFFF | number >>> 32 & ~0xFFFL;
    long minor = number & 0xFF | number >>> 12 & ~0xFFL;
    return major + ":" + (minor & 0xFFFFFFFFL);
  }

  private static String sha256(Path file, Reading reading) throws IOException {
    MessageDigest digest = FileDigest.digest("SHA-256");
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] buffer = new byte[1 << 17];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        reading.read(n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
