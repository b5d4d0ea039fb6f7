package io.github.vmimage.upstream;

import io.github.vmimage.report.ProblemException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a list of digests beside a file says of it. Nobody's signature is looked at here: it tells that something has changed, and proves
 * nothing.
 *
 * @param list where it stands
 * @param hex the digest, small hexadecimal digits
 */
record NeighbourDigest(URI list, String hex) {
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern GNU = Pattern.compile("\\\\?([0-9A-Fa-f]{64,128}) [ *](?:\\./)?(\\S+)");
  private static final Pattern BSD = Pattern.compile("SHA(?:256|512) \\((?:\\./)?(\\S+)\\) = ([0-9A-Fa-f]{64,128})");
  private static final Pattern BARE = Pattern.compile("[0-9A-Fa-f]{64,128}");

  /** Looks for the usual lists, one after the other. */
  static Optional<NeighbourDigest> of(UrlUpstream upstream, Digest pinned, Download download) {
    String file = upstream.url().getRawPath().replaceFirst(".*/", "");
    String algorithm = pinned.algorithm().toString();
    String upper = algorithm.toUpperCase(Locale.ROOT);
    for (String name : List.of(upper + "SUMS", file + "." + algorithm, file + "." + upper, "CHECKSUM", file + ".CHECKSUM",
        algorithm + "sum.txt", file + "." + algorithm + "sum")) {
      URI list = upstream.url().resolve(name);
      try {
        String text = new String(download.small(list, MAX_BYTES), StandardCharsets.ISO_8859_1);
        Optional<String> hex = find(text, file, pinned.algorithm().digits(), name.startsWith(file));
        if (hex.isPresent()) {
          return Optional.of(new NeighbourDigest(list, hex.get()));
        }
      } catch (ProblemException absent) {
        // Most of these names do not exist.
        continue;
      }
    }
    return Optional.empty();
  }

  /** Finds a file's line; a list of one file alone may be the digest and nothing else. */
  static Optional<String> find(String text, String file, int digits, boolean ofOne) {
    for (String line : text.lines().limit(20_000).toList()) {
      Matcher gnu = GNU.matcher(line.strip());
      Matcher bsd = BSD.matcher(line.strip());
      String hex = gnu.matches() && gnu.group(2).equals(file) ? gnu.group(1) : bsd.matches() && bsd.group(1).equals(file) ? bsd.group(2)
          : ofOne && BARE.matcher(line.strip()).matches() ? line.strip() : "";
      if (hex.length() == digits) {
        return Optional.of(hex.toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }
}
