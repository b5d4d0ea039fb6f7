package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * Which files are what a Debian package put there, by the lists of MD5 digests that dpkg keeps. A key in a manual or a test of a package
 * is known to the whole world and is no secret of the build. (The digest proves nothing against somebody who forges the list as well; the
 * audit finds what was forgotten.) Each list is read once, whatever the number of keys, and not out of what the audit may read of
 * configuration: the lists of a server with many packages are tens of megabytes. What is beyond the bounds counts as nobody's.
 */
final class PackagedFiles {
  /** Bytes of one file or list; the longest lists, of a kernel's headers and of fonts, are a few megabytes. */
  private static final int MAX_SIZE = 16 << 20;

  private final Map<String, String> pathsByLine = new HashMap<>();
  /** Bytes that may still be read, of files and lists together. */
  private long left = 1L << 30;

  private PackagedFiles() {}

  /** Those of these paths whose content a package brought. */
  static Set<String> among(GuestTree tree, Collection<String> paths) {
    PackagedFiles files = new PackagedFiles();
    paths.stream().distinct().filter(path -> path.startsWith("/usr/") && !path.startsWith("/usr/local/"))
        .forEach(path -> files.expect(path, tree.at(path)));
    Set<String> packaged = new HashSet<>();
    if (!files.pathsByLine.isEmpty()) {
      for (GuestEntry list : tree.glob("/var/lib/dpkg/info/*.md5sums")) {
        new String(files.read(tree.follow(list)), StandardCharsets.UTF_8).lines().map(files.pathsByLine::get)
            .filter(path -> path != null).forEach(packaged::add);
      }
    }
    return packaged;
  }

  /** Remembers how a package's list would name the file. With /usr merged, a package may still list it in /lib. */
  private void expect(String path, GuestEntry file) {
    byte[] content = read(file);
    if (content.length > 0) {
      String start = md5(content) + "  ";
      pathsByLine.put(start + path.substring(1), path);
      pathsByLine.put(start + path.substring("/usr/".length()), path);
    }
  }

  /** A regular file's content; nothing where it cannot be read or is beyond the bounds. */
  private byte[] read(GuestEntry file) {
    if (file.kind() != Kind.FILE || file.size() > Math.min(MAX_SIZE, left)) {
      return new byte[0];
    }
    left -= file.size();
    try (InputStream in = Files.newInputStream(file.host(), LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(MAX_SIZE);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
