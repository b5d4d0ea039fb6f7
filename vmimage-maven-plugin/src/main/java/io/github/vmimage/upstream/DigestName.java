package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a list of digests calls the algorithm of its lines: in a line's tag, in a heading, or in its own file name. BLAKE2b and SHA3-512 have
 * as many digits as SHA-512, and SHA-512/256 as many as SHA-256, so the number of digits alone is a guess.
 *
 * @param algorithm which; empty for one that is known by name and not used here, such as BLAKE2b or MD5
 */
record DigestName(Optional<Digest.Algorithm> algorithm) {
  private static final String SHA = "sha[-_]?(?:2[-_])?(?:1|224|256|384|512)(?:[-_/](?:224|256))?|sha3[-_]?(?:224|256|384|512)";

  /** What occurs in names of lists; short names of other algorithms are too often something else there. */
  private static final Pattern IN_FILE_NAME = Pattern.compile("(?i)(?<![a-z0-9])(?:(" + SHA + "|md[245]|blake[23][bs]?(?:[-_]?[0-9]+)?)"
      + "(?:sums?)?|(b[23])sums?)(?![a-z0-9])");

  private static final Pattern IN_HEADING = Pattern.compile("(?i)[#;/]*\\s*\\[?(" + SHA + "|md[245]|blake[23][bs]?(?:[-_]?[0-9]+)?|b[23]"
      + "|(?:rmd|ripemd)[-_]?[0-9]+|whirlpool|tiger|sm3|streebog[-_]?[0-9]*|keccak[-_]?[0-9]*|shake[-_]?[0-9]+)(?:sums?)?]?"
      + "(?:\\s+(?:hash(?:es)?|(?:check)?sums?|digests?))?\\s*:?\\s*");

  /** Of a line's tag, whatever it is. */
  static DigestName tag(String written) {
    String plain = written.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    // OpenSSL calls SHA-256 SHA2-256.
    return new DigestName(switch (plain) {
      case "sha256", "sha2256" -> Optional.of(Digest.Algorithm.SHA256);
      case "sha512", "sha2512" -> Optional.of(Digest.Algorithm.SHA512);
      default -> Optional.empty();
    });
  }

  /** Of a line that names an algorithm and nothing else, as a comment or without; nothing for any other line. */
  static Optional<DigestName> heading(String line) {
    Matcher heading = IN_HEADING.matcher(line);
    return heading.matches() ? Optional.of(tag(heading.group(1))) : Optional.empty();
  }

  /** Of the last part of a list's URL; nothing where that tells none. */
  static Optional<DigestName> fileName(String url) {
    Matcher names = IN_FILE_NAME.matcher(url.substring(url.lastIndexOf('/') + 1));
    Optional<DigestName> last = Optional.empty();
    while (names.find()) {
      last = Optional.of(tag(names.group(1) == null ? names.group(2) : names.group(1)));
    }
    return last;
  }
}
