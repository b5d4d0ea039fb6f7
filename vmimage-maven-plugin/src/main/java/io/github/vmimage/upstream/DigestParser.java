package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads the digest that the POM pins for a URL, and refuses what proves nothing. */
final class DigestParser {
  private final String place;

  /**
   * A parser.
   *
   * @param place of the upstream in the POM
   */
  DigestParser(String place) {
    this.place = place;
  }

  /** Whether there is any digest, be it one that is refused. */
  static boolean isGiven(UpstreamDeclaration declaration) {
    return Stream.of(declaration.md5(), declaration.sha1(), declaration.sha256(), declaration.sha512())
        .anyMatch(v -> !UpstreamParser.isAbsent(v));
  }

  Digest parse(UpstreamDeclaration declaration) {
    if (!UpstreamParser.isAbsent(declaration.md5())) {
      throw weak("MD5", place + "<md5>", declaration.md5());
    }
    if (!UpstreamParser.isAbsent(declaration.sha1())) {
      throw weak("SHA-1", place + "<sha1>", declaration.sha1());
    }
    boolean sha256 = !UpstreamParser.isAbsent(declaration.sha256());
    boolean sha512 = !UpstreamParser.isAbsent(declaration.sha512());
    if (!sha256 && !sha512) {
      throw DeclarationProblems.noDigest(place).asException();
    }
    if (sha256 && sha512) {
      throw DeclarationProblems.twoDigests(place).asException();
    }
    return sha256 ? value(Digest.Algorithm.SHA256, declaration.sha256().strip())
        : value(Digest.Algorithm.SHA512, declaration.sha512().strip());
  }

  private Digest value(Digest.Algorithm algorithm, String value) {
    String element = place + "<" + algorithm + ">";
    String hex = value.toLowerCase(Locale.ROOT);
    if (hex.startsWith("md5:") || hex.matches("[0-9a-f]{32}")) {
      throw weak("MD5", element, value);
    }
    if (hex.startsWith("sha1:") || hex.matches("[0-9a-f]{40}")) {
      throw weak("SHA-1", element, value);
    }
    if (hex.equals("none")) {
      throw DeclarationProblems.digestSwitchedOff(element, value, algorithm.digits()).asException();
    }
    if (!hex.matches("[0-9a-f]{" + algorithm.digits() + "}")) {
      throw DeclarationProblems.malformedDigest(element, value, algorithm.digits()).asException();
    }
    return new Digest(algorithm, hex);
  }

  private static RuntimeException weak(String name, String element, String value) {
    return DeclarationProblems.weakDigest(element, name, value.strip()).asException();
  }
}
