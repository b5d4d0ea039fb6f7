package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.util.Collection;

/** What can be wrong with a signed list of digests. */
final class ChecksumProblems {
  private ChecksumProblems() {}

  static Problem notSigned(String signed, String seen, Collection<String> fingerprints, boolean detached) {
    return Problem.project("The list of digests is not validly signed by a key that the project trusts").at(signed).saw(seen)
        .accepts((detached ? "a detached signature" : "a clear-signed file") + " that is valid, by one of\n"
            + ArchiveProblems.shown(fingerprints))
        .next("compare with what the distributor says of its keys; never take a key from the server that gave the signature");
  }

  static Problem noEntry(String checksums, String name) {
    return entry("The list of digests does not have the file of the upstream", checksums).saw("no line for " + name)
        .next("use the list that lies beside the file: distributors have one in each folder");
  }

  static Problem onlyWeak(String checksums, String name) {
    return entry("The list of digests has only weak digests of the upstream", checksums).saw("a line for " + name)
        .next("use the distributor's list of SHA-256 or SHA-512 digests");
  }

  static Problem onlyUnused(String checksums, String name) {
    return entry("The list of digests has no SHA-256 or SHA-512 digest of the upstream", checksums)
        .saw("lines for " + name + ", of other algorithms").next("use the distributor's list of SHA-256 or SHA-512 digests");
  }

  static Problem malformedEntry(String checksums, String name, String value, Digest.Algorithm algorithm) {
    return Problem.project("The list of digests has a malformed digest of the upstream").at(checksums)
        .saw(name + ": " + value + " (" + value.length() + " digits)").accepts(algorithm.digits() + " hexadecimal digits for " + algorithm)
        .next("use another mirror, or tell the distributor");
  }

  static Problem twoEntries(String checksums, String name, Digest first, Digest second) {
    return Problem.project("The list of digests has two different digests of the upstream").at(checksums)
        .saw(name + "\n" + first + "\n" + second).accepts("one line for each file")
        .next("tell the distributor: which one is right, only a list that it corrects can say");
  }

  private static Problem entry(String what, String checksums) {
    return Problem.project(what).at(checksums).accepts("a line such as SHA256 (NAME) = DIGEST, or DIGEST  NAME, with SHA-256 or SHA-512");
  }

  static Problem tooManyLines(String checksums, int limit) {
    return Problem.environment("The list of digests is too long").at(checksums).saw("more than " + limit + " lines")
        .accepts("at most " + limit).next(look(checksums));
  }

  static Problem longLine(String checksums, int line, int length, int limit) {
    return Problem.environment("The list of digests has a line that is too long").at(checksums + ":" + line)
        .saw(length + " characters").accepts("at most " + limit).next(look(checksums));
  }

  private static String look(String checksums) {
    return "look at what that URL gives: curl -sL " + Hints.word(checksums) + " | head";
  }

  static Problem otherThanPinned(String checksums, String name, Digest listed, Digest pinned) {
    return Problem.project("The signed list and the POM have different digests of the upstream").at(checksums).saw(name + ": " + listed)
        .accepts(pinned.toString())
        .next("find out which is meant; where the distributor says that it replaced the file, write the listed digest into the POM");
  }

  static Problem offline(String checksums) {
    return Problem.environment("The signed list of digests is not in the cache, and Maven is offline").at(checksums).next(Hints.ONLINE);
  }
}
