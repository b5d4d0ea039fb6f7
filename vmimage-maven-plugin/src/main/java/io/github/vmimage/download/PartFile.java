package io.github.vmimage.download;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file in the making, beside its target. It takes its target's name in one atomic step, when asked; otherwise it is gone on close.
 * Digests are made of the bytes on their way to the disk.
 */
public final class PartFile implements Sink, Closeable {
  private static final String SUFFIX = ".part";

  private final Path part;
  private final FileChannel channel;
  private final Digests digests;
  private boolean published;

  /**
   * Begins a file.
   *
   * @param folder of the target, made where it is missing
   * @param name of the target
   * @param algorithms digests to make
   * @throws IOException when it cannot be made
   */
  public PartFile(Path folder, String name, Set<Digest.Algorithm> algorithms) throws IOException {
    Files.createDirectories(folder);
    part = Files.createTempFile(folder, name + ".", SUFFIX);
    channel = FileChannel.open(part, StandardOpenOption.WRITE);
    digests = new Digests(algorithms);
  }

  /**
   * Removes what killed processes left of the same name. Only for whoever holds the lock of that name.
   *
   * @param folder of the target
   * @param name of the target
   * @throws IOException when something stays
   */
  public static void removeLeftovers(Path folder, String name) throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, name + ".*" + SUFFIX)) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, length);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw broken(e);
    }
    digests.update(buffer, offset, length);
  }

  @Override
  public void expect(long bytes) {
    try {
      long free = Files.getFileStore(part).getUsableSpace();
      if (bytes > free) {
        throw DownloadProblems.noRoom(part.getParent(), free, bytes).asException();
      }
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public void restart() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw broken(e);
    }
    digests.reset();
  }

  @Override
  public long received() {
    return digests.bytes();
  }

  /** Ends the pass. */
  String hex(Digest.Algorithm algorithm) {
    return digests.hex(algorithm);
  }

  /**
   * Gives the file its final name. Whoever finds that name finds all of the bytes.
   *
   * @param target its path
   * @throws IOException when that cannot be
   */
  public void publish(Path target) throws IOException {
    channel.close();
    // A verified file is not meant to be changed by anybody, and may be read by everybody.
    if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--r--r--"));
    }
    Files.createDirectories(target.getParent());
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    published = true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!published) {
      Files.deleteIfExists(part);
    }
  }

  private RuntimeException broken(IOException e) {
    return DownloadProblems.unwritablePart(part, e.toString()).because(e);
  }
}
