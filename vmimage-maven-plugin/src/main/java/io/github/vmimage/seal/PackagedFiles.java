package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Whether a file is what a Debian package put there, by the list of MD5 digests that dpkg keeps. A key in a manual or a test of a package
 * is known to the whole world and is no secret of the build. (The digest proves nothing against somebody who forges the list as well; the
 * audit finds what was forgotten.)
 */
final class PackagedFiles {
  private static final long MAX_SIZE = 16L << 20;

  private PackagedFiles() {}

  static boolean holds(GuestTree tree, String path) {
    GuestEntry file = tree.at(path);
    if (!path.startsWith("/usr/") || path.startsWith("/usr/local/") || file.kind() != Kind.FILE || file.size() > MAX_SIZE) {
      return false;
    }
    String digest = md5(file);
    // With /usr merged, a package may still list the file in /lib.
    List<String> lines = List.of(digest + "  " + path.substring(1), digest + "  " + path.substring("/usr/".length()));
    return tree.glob("/var/lib/dpkg/info/*.md5sums").stream().anyMatch(list -> tree.read(list).lines().anyMatch(lines::contains));
  }

  private static String md5(GuestEntry file) {
    try (InputStream in = Files.newInputStream(file.host(), LinkOption.NOFOLLOW_LINKS)) {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      new DigestInputStream(in, md5).transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(md5.digest());
    } catch (IOException e) {
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
