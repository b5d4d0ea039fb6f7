package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.download.Download;
import io.github.vmimage.report.ProblemException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a list of digests beside a file says of it. Nobody's signature is looked at here: it tells that something has changed, and proves
 * nothing.
 *
 * @param list where it stands
 * @param digest what it says
 */
record NeighbourDigest(URI list, Digest digest) {
  private static final Pattern BARE = Pattern.compile("(?:[0-9A-Fa-f]{64}){1,2}");

  /**
   * Looks for the usual lists, one after the other.
   *
   * @throws ProblemException where none of those that answered is a list of the file, and another could not be asked for
   */
  static Optional<NeighbourDigest> of(UrlUpstream upstream, Digest.Algorithm algorithm, Download download) {
    String file = upstream.url().getRawPath().replaceFirst(".*/", "");
    if (upstream.fileName().isEmpty()) {
      return Optional.empty();
    }
    String lower = algorithm.toString();
    String upper = lower.toUpperCase(Locale.ROOT);
    ProblemException unheard = null;
    for (String name : List.of(upper + "SUMS", file + "." + lower, file + "." + upper, "CHECKSUM", file + ".CHECKSUM",
        lower + "sum.txt", file + "." + lower + "sum")) {
      // Without the dot, a colon in the name would make it a URL of its own.
      URI list = upstream.url().resolve("./" + name);
      try {
        Optional<Digest> digest = download.smallIfThere(list, ChecksumFile.MAX_BYTES)
            .flatMap(bytes -> listed(bytes, upstream.fileName(), list, algorithm, name.startsWith(file)));
        if (digest.isPresent()) {
          return Optional.of(new NeighbourDigest(list, digest.get()));
        }
      } catch (ProblemException e) {
        // Another name may answer: some servers refuse what does not exist.
        unheard = unheard == null ? e : unheard;
      }
    }
    if (unheard != null) {
      throw unheard;
    }
    return Optional.empty();
  }

  /** What is no list of digests tells nothing. */
  private static Optional<Digest> listed(byte[] bytes, String file, URI list, Digest.Algorithm algorithm, boolean ofOne) {
    try {
      return find(new String(bytes, StandardCharsets.UTF_8), file, list.toString(), algorithm, ofOne);
    } catch (ProblemException noList) {
      return Optional.empty();
    }
  }

  /** Finds a file's line; a list of one file alone may be the digest and nothing else. */
  static Optional<Digest> find(String text, String file, String where, Digest.Algorithm algorithm, boolean ofOne) {
    Optional<Digest> listed = ChecksumFile.find(text, file, where, algorithm);
    if (listed.isEmpty() && ofOne) {
      List<String> bare = text.lines().map(String::strip).filter(l -> l.length() == algorithm.digits() && BARE.matcher(l).matches())
          .map(l -> l.toLowerCase(Locale.ROOT)).distinct().limit(2).toList();
      return bare.size() == 1 ? Optional.of(new Digest(algorithm, bare.get(0))) : Optional.empty();
    }
    return listed;
  }
}
