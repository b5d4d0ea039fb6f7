package io.github.vmimage.upstream;

import io.github.vmimage.report.Problem;
import java.util.Locale;

/** Reads the digest that the POM pins for a URL, and refuses what proves nothing. */
final class DigestParser {
  private static final String COMPUTE = "take it from the distributor's signed list of digests, or compute it: sha256sum FILE";

  private final String place;

  /**
   * A parser.
   *
   * @param place of the upstream in the POM
   */
  DigestParser(String place) {
    this.place = place;
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
      throw Problem.project("The upstream has no digest, so nothing proves its bytes").at(place).accepts("<sha256> or <sha512>")
          .next(COMPUTE).asException();
    }
    if (sha256 && sha512) {
      throw Problem.project("The upstream has two digests").at(place).accepts("one of <sha256> and <sha512>").next("remove one of them")
          .asException();
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
      throw Problem.project("The upstream's digest is switched off, so nothing proves its bytes").at(element).saw(value)
          .accepts(accepted(algorithm)).next(COMPUTE).asException();
    }
    if (!hex.matches("[0-9a-f]{" + algorithm.digits() + "}")) {
      throw Problem.project("The digest of an upstream is not well-formed").at(element).saw(value + " (" + value.length() + " characters)")
          .accepts(accepted(algorithm)).next(COMPUTE).asException();
    }
    return new Digest(algorithm, hex);
  }

  private static String accepted(Digest.Algorithm algorithm) {
    return algorithm.digits() + " hexadecimal digits";
  }

  private static RuntimeException weak(String name, String element, String value) {
    return Problem.project(name + " proves nothing: other bytes with the same digest can be made").at(element).saw(value.strip())
        .accepts("<sha256> or <sha512>").next(COMPUTE).asException();
  }
}
