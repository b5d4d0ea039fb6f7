package io.github.vmimage.disk;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.report.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * What a tree of files amounts to, whatever disk format, file system layout or times of change it has: equal content gives an equal
 * digest.
 *
 * <p>The digest is the SHA-256 of a listing. Its first line is {@code vmimage-content-1}; then comes one line for each file, folder and
 * so on below the root, and the root itself with path {@code /}, sorted by the bytes of the path, each ended by one line feed:
 * <pre>TYPE MODE UID GID SIZE DETAIL PATH</pre>
 * with one blank between the fields, where
 * <ul>
 * <li>{@code TYPE} is {@code f} regular file, {@code d} folder, {@code l} symbolic link, {@code c} or {@code b} device, {@code p} pipe,
 *   {@code s} socket;
 * <li>{@code MODE} is the permissions with set-user-id, set-group-id and sticky bit, four octal digits;
 * <li>{@code UID} and {@code GID} are decimal numbers;
 * <li>{@code SIZE} is the length of a regular file in bytes, {@code -} for anything else;
 * <li>{@code DETAIL} is the SHA-256 of a regular file, the target of a link, {@code MAJOR:MINOR} of a device, {@code -} for anything
 *   else;
 * <li>{@code PATH} begins with {@code /}. In it and in the target of a link, a byte that is not a printable ASCII character, a blank and a
 *   backslash are written as {@code \} and three octal digits.
 * </ul>
 * Times, inode numbers, the number of links and extended attributes (file capabilities, ACLs) are not part of it: Java reads no extended
 * attribute outside {@code user.*}. A hard link is listed as the file that it is.
 *
 * @param sha256 64 hexadecimal digits, small letters
 * @param entries number of lines after the first
 * @param bytes sum of the sizes of all regular files
 */
public record ContentDigest(String sha256, long entries, long bytes) {

  /**
   * Digests a tree; regular files are read on all cores.
   *
   * @param root folder, such as the root of an {@link OpenDisk}; links in it are not followed
   * @param listing file to write the listing to, or null for none
   * @return the digest
   * @throws io.github.vmimage.report.ProblemException when anything in the tree cannot be read, or a file claims to be larger than its
   *     file system
   */
  public static ContentDigest of(Path root, Path listing) {
    return of(root, listing, Progress.SILENT);
  }

  /**
   * Digests a tree, and tells how far it has come.
   *
   * @param root folder, such as the root of an {@link OpenDisk}; links in it are not followed
   * @param listing file to write the listing to, or null for none
   * @param progress gets the bytes read of the bytes that the file system has in use
   * @return the digest
   * @throws io.github.vmimage.report.ProblemException as {@link #of(Path, Path)}
   */
  public static ContentDigest of(Path root, Path listing, Progress progress) {
    List<ContentEntry> entries = ContentWalk.of(root, progress);
    MessageDigest digest = FileDigest.digest("SHA-256");
    try (OutputStream to = listing == null ? OutputStream.nullOutputStream() : newListing(listing);
        OutputStream out = new BufferedOutputStream(new DigestOutputStream(to, digest), 1 << 16)) {
      out.write("vmimage-content-1\n".getBytes(StandardCharsets.US_ASCII));
      for (ContentEntry entry : entries) {
        out.write(entry.line());
      }
    } catch (IOException e) {
      throw DiskProblems.unwritableListing(listing, e.toString()).because(e);
    }
    return new ContentDigest(HexFormat.of().formatHex(digest.digest()), entries.size(), entries.stream().mapToLong(ContentEntry::size)
        .sum());
  }

  private static OutputStream newListing(Path listing) throws IOException {
    Files.createDirectories(listing.toAbsolutePath().getParent());
    return Files.newOutputStream(listing);
  }
}
