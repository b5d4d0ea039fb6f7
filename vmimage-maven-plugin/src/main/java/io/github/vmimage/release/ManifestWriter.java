package io.github.vmimage.release;

import io.github.vmimage.digest.FileDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a manifest: two spaces of indent, LF, nothing but ASCII, the same bytes for the same manifest on every machine. What is
 * written has first been read back by the same rules that {@link ManifestReader} has for a stranger's manifest.
 */
public final class ManifestWriter {
  private ManifestWriter() {}

  /**
   * Writes a manifest. The file appears whole or not at all; one that was there is replaced.
   *
   * @param manifest what to write
   * @param file where; its folder is made where it is missing
   * @return the manifest with the digest of the bytes written
   * @throws io.github.vmimage.report.ProblemException when the manifest breaks its schema or the file cannot be written; the target
   *     is then as it was
   */
  public static ManifestDocument write(Manifest manifest, Path file) {
    byte[] bytes = bytes(manifest, file.toString());
    Path target = file.toAbsolutePath();
    // Not createTempFile: that makes a file nobody else may read, and this one is to be published.
    Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      Files.createDirectories(target.getParent());
      try {
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
          for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining();) {
            out.write(rest);
          }
          out.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw ManifestProblems.unwritable(file, e.toString()).because(e);
    }
    return new ManifestDocument(file.toString(), FileDigest.sha256(bytes), manifest);
  }

  /**
   * Gives the bytes that {@link #write} would write.
   *
   * @param manifest what to write
   * @param where path or name of the manifest, for messages
   * @return ASCII
   * @throws io.github.vmimage.report.ProblemException when the manifest breaks its schema
   */
  public static byte[] bytes(Manifest manifest, String where) {
    byte[] bytes = ManifestJson.canonical(manifest);
    ManifestReader.document(bytes, ManifestPlace.ofBuild(where));
    return bytes;
  }
}
