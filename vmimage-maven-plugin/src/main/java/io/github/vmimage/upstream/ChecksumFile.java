package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A list of digests by file name, as GNU's and BSD's programs write it: {@code HEX  NAME}, {@code HEX *NAME}, {@code SHA256 (NAME) = HEX}.
 * Lines that are neither are comments. A backslash before a line says that its name is escaped.
 *
 * <p>The algorithm of a line is what its tag says; else what the heading above it says, such as {@code # BLAKE2B HASH}; else what the list's
 * own name says, such as {@code SHA512SUMS}; else the one with as many digits. A heading and a name speak of lines of their own length only.
 * Lines of another algorithm than SHA-256 and SHA-512 are not used, and harm nothing.
 */
final class ChecksumFile {
  /** Ubuntu's lists have 10 kB; those of whole mirrors some hundreds. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  /** Longer than any name of a file with the longest digest before it. */
  private static final int MAX_LINE = 4096;

  private static final int MAX_LINES = 100_000;

  private static final Pattern GNU = Pattern.compile("([0-9a-fA-F]{32,128}) [ *](.+)");
  private static final Pattern BSD = Pattern.compile("([A-Za-z0-9/_-]{2,16}) ?\\((.+)\\) ?= ?([0-9a-fA-F]{32,128})");

  private final String name;
  private final String where;
  private final Map<Digest.Algorithm, Digest> found = new EnumMap<>(Digest.Algorithm.class);
  private final Optional<DigestName> ofFile;
  private Optional<DigestName> heading = Optional.empty();
  private boolean weak;
  private boolean unused;

  private ChecksumFile(String name, String where) {
    this.name = name;
    this.where = where;
    this.ofFile = DigestName.fileName(where);
  }

  /**
   * Finds the digest of a file.
   *
   * @param text the list, already proven to be its maker's
   * @param name of the file
   * @param where URL of the list, for messages
   * @return SHA-256 where the list has both
   * @throws io.github.vmimage.report.ProblemException unless the list has exactly one value of that file
   */
  static Digest digest(String text, String name, String where) {
    ChecksumFile file = new ChecksumFile(name, where);
    file.read(text);
    Digest sha256 = file.found.get(Digest.Algorithm.SHA256);
    Digest digest = sha256 == null ? file.found.get(Digest.Algorithm.SHA512) : sha256;
    if (digest == null) {
      throw (file.weak ? ChecksumProblems.onlyWeak(where, name) : file.unused ? ChecksumProblems.onlyUnused(where, name)
          : ChecksumProblems.noEntry(where, name)).asException();
    }
    return digest;
  }

  /**
   * The same for one algorithm alone.
   *
   * @param text the list
   * @param name of the file
   * @param where URL of the list, for messages
   * @param algorithm which digest is asked for
   * @return nothing where the list has none of that file
   * @throws io.github.vmimage.report.ProblemException for a list that is too long, and for two values of one file
   */
  static Optional<Digest> find(String text, String name, String where, Digest.Algorithm algorithm) {
    ChecksumFile file = new ChecksumFile(name, where);
    file.read(text);
    return Optional.ofNullable(file.found.get(algorithm));
  }

  private void read(String text) {
    int number = 0;
    for (int start = 0; start < text.length();) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      number++;
      if (number > MAX_LINES) {
        throw ChecksumProblems.tooManyLines(where, MAX_LINES).asException();
      }
      if (end - start > MAX_LINE) {
        throw ChecksumProblems.longLine(where, number, end - start, MAX_LINE).asException();
      }
      String line = text.substring(start, end);
      line(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
      start = end + 1;
    }
  }

  private void line(String raw) {
    boolean escaped = raw.startsWith("\\");
    String line = escaped ? raw.substring(1) : raw;
    Matcher bsd = BSD.matcher(line);
    Matcher gnu = GNU.matcher(line);
    if (bsd.matches() && isName(bsd.group(2), escaped)) {
      note(DigestName.tag(bsd.group(1)).algorithm(), bsd.group(3));
    } else if (gnu.matches() && isName(gnu.group(2), escaped)) {
      note(algorithm(gnu.group(1).length()), gnu.group(1));
    } else {
      heading = DigestName.heading(line).or(() -> heading);
    }
  }

  /** Of a line without a tag. */
  private Optional<Digest.Algorithm> algorithm(int digits) {
    Optional<Digest.Algorithm> byLength = Stream.of(Digest.Algorithm.values()).filter(a -> a.digits() == digits).findFirst();
    for (Optional<DigestName> named : List.of(heading, ofFile)) {
      if (named.isPresent() && (named.get().algorithm().isEmpty() || named.get().algorithm().equals(byLength))) {
        return named.get().algorithm();
      }
    }
    return byLength;
  }

  private boolean isName(String written, boolean escaped) {
    String plain = escaped ? unescaped(written) : written;
    while (plain.startsWith("./")) {
      plain = plain.substring(2);
    }
    return plain.equals(name);
  }

  private static String unescaped(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '\\' && i + 1 < name.length()) {
        i++;
        char next = name.charAt(i);
        plain.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private void note(Optional<Digest.Algorithm> algorithm, String value) {
    if (algorithm.isEmpty()) {
      weak |= value.length() < Digest.Algorithm.SHA256.digits();
      unused = true;
      return;
    }
    if (value.length() != algorithm.get().digits()) {
      throw ChecksumProblems.malformedEntry(where, name, value, algorithm.get()).asException();
    }
    Digest digest = new Digest(algorithm.get(), value.toLowerCase(Locale.ROOT));
    Digest before = found.putIfAbsent(algorithm.get(), digest);
    if (before != null && !before.equals(digest)) {
      throw ChecksumProblems.twoEntries(where, name, before, digest).asException();
    }
  }
}
