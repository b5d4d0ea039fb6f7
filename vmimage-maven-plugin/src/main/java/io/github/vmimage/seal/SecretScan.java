package io.github.vmimage.seal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One look into every regular file of a guest for secrets: the first {@value #WINDOW} bytes of each, and the last {@value #END} of a
 * longer one that is text; of programs in the folders of packages the first {@value #HEAD}. Several are read at a time, since a reader
 * waits for the disk's server most of the time. Bounded by the number of names and of bytes; what is not looked at any more is told. No
 * link is followed, nothing but a regular file is opened.
 */
final class SecretScan {
  static final int WINDOW = 64 << 10;
  static final int END = 16 << 10;
  /** Of a program or library that a package put there, no more than this is read: it tells that the file is no text. */
  static final int HEAD = 4 << 10;
  private static final int READERS = 4;
  private static final int BATCH = 64;
  /** Batches that wait for a reader: keeps memory in bounds, whatever the guest's size. */
  private static final int MAX_WAITING = 256;
  private static final int MAX_FOUND = 10_000;

  /** How much is looked at. */
  record Limits(long names, long bytes) {
    static final Limits DEFAULT = new Limits(2_000_000, 16L << 30);
  }

  /** A secret and the file it is in. */
  record Found(String path, SecretText.Kind kind, String seen) {}

  /** Everything found, in order of paths, and what could not be looked at. */
  record Result(List<Found> found, List<Violation> troubles) {}

  private record Folder(Path host, String path, int depth) {}

  private record File(Path host, String path, long size) {}

  private final SecretText text;
  private final Limits limits;
  private final ConcurrentLinkedQueue<Found> found = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Violation> troubles = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytesRead = new AtomicLong();
  private long names;

  private SecretScan(SecretText text, Limits limits) {
    this.text = text;
    this.limits = limits;
  }

  /** Looks at a tree; {@code publicKey} is the line of this build's key, or empty. */
  static Result of(Path root, String publicKey, Limits limits) {
    SecretScan scan = new SecretScan(new SecretText(publicKey), limits);
    ExecutorService readers = Executors.newFixedThreadPool(READERS, run -> {
      Thread thread = new Thread(run, "vmimage-secrets");
      thread.setDaemon(true);
      return thread;
    });
    try {
      scan.walk(root, readers);
    } finally {
      readers.shutdownNow();
    }
    Comparator<Found> order = Comparator.comparing(Found::path).thenComparing(Found::kind).thenComparing(Found::seen);
    return new Result(scan.found.stream().distinct().sorted(order).toList(),
        scan.troubles.stream().distinct().sorted(Comparator.comparing(Violation::path)).toList());
  }

  private void walk(Path root, ExecutorService readers) {
    Deque<Folder> folders = new ArrayDeque<>(List.of(new Folder(root, "", 0)));
    Deque<Future<?>> waiting = new ArrayDeque<>();
    List<File> batch = new ArrayList<>();
    while (!folders.isEmpty() && names <= limits.names()) {
      list(folders.pop(), folders, batch);
      if (batch.size() >= BATCH) {
        waiting.add(read(batch, readers));
        batch = new ArrayList<>();
      }
      if (waiting.size() > MAX_WAITING) {
        await(waiting.pop());
      }
    }
    waiting.add(read(batch, readers));
    waiting.forEach(SecretScan::await);
  }

  private void list(Folder folder, Deque<Folder> folders, List<File> files) {
    if (folder.depth() > GuestTree.MAX_DEPTH) {
      trouble(folder.path(), "not looked at: folders are nested more than " + GuestTree.MAX_DEPTH + " deep");
      return;
    }
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder.host())) {
      for (Path each : content) {
        if (++names > limits.names()) {
          trouble(folder.path().isEmpty() ? "/" : folder.path(), "not searched to its end: the audit has searched " + limits.names()
              + " names already");
          return;
        }
        look(folder, each, folders, files);
      }
    } catch (DirectoryIteratorException e) {
      trouble(folder.path(), GuestFiles.reason(e.getCause()));
    } catch (IOException e) {
      trouble(folder.path(), GuestFiles.reason(e));
    }
  }

  private void look(Folder folder, Path each, Deque<Folder> folders, List<File> files) {
    String path = folder.path() + "/" + each.getFileName();
    try {
      BasicFileAttributes is = Files.readAttributes(each, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (is.isDirectory()) {
        folders.push(new Folder(each, path, folder.depth() + 1));
      } else if (is.isRegularFile() && is.size() > 0) {
        files.add(new File(each, path, is.size()));
      }
    } catch (IOException e) {
      trouble(path, GuestFiles.reason(e));
    }
  }

  private Future<?> read(List<File> files, ExecutorService readers) {
    return readers.submit(() -> files.forEach(this::read));
  }

  private void read(File file) {
    if (bytesRead.get() > limits.bytes()) {
      trouble(file.path(), "not searched: the audit has searched " + limits.bytes() + " bytes already");
      return;
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file.host(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      InputStream in = Channels.newInputStream(channel);
      byte[] head = in.readNBytes((int) Math.min(HEAD, file.size()));
      String first = piece(head);
      boolean binary = !TextPiece.isText(first);
      if (file.size() > HEAD && !(binary && SecretText.isPackaged(file.path()))) {
        first += piece(in.readNBytes((int) Math.min(WINDOW - HEAD, file.size() - HEAD)));
      }
      tell(file, first);
      if (file.size() > WINDOW && !binary) {
        channel.position(Math.max(WINDOW - HEAD, file.size() - END));
        tell(file, piece(in.readNBytes(END)));
      }
    } catch (IOException e) {
      trouble(file.path(), GuestFiles.reason(e));
    }
  }

  private String piece(byte[] bytes) {
    bytesRead.addAndGet(bytes.length);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void tell(File file, String piece) {
    if (found.size() < MAX_FOUND) {
      text.of(file.path(), piece).forEach(s -> found.add(new Found(file.path(), s.kind(), s.seen())));
    }
  }

  private void trouble(String path, String why) {
    if (troubles.size() < GuestTree.MAX_TROUBLES) {
      troubles.add(new Violation(path, why));
    }
  }

  private static void await(Future<?> batch) {
    try {
      batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
