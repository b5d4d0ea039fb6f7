package io.github.vmimage.upstream;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What can be wrong with a signed archive and the disk that is made from it. */
final class ArchiveProblems {
  private static final int SHOWN_KEYS = 8;

  private ArchiveProblems() {}

  /** A {@code <mirror>} as it is written in the POM. */
  static String mirror(String suite) {
    return "<mirror>deb http://mirror.example/debian " + suite + " main</mirror>";
  }

  /** Keys that may sign, a line each; a distribution's keyring has more than anybody reads. */
  static String shown(Collection<String> fingerprints) {
    return String.join("\n", fingerprints.stream().limit(SHOWN_KEYS).toList());
  }

  static Problem notSigned(String file, String seen, Collection<String> fingerprints) {
    return Problem.project("The release file of the archive is not validly signed by a key of the project's keyring").at(file).saw(seen)
        .accepts("a valid signature by one of\n" + shown(fingerprints))
        .next("take the keyring of that distribution (package debian-archive-keyring or ubuntu-keyring), or another mirror;\n"
            + "never take a key from the mirror itself");
  }

  static Problem otherSuite(String file, String suite, String codename, String asked) {
    return Problem.environment("The release file is of another suite").at(file).saw("Suite: " + suite + "\nCodename: " + codename)
        .accepts(asked).next("use another mirror: this one mixes its suites up");
  }

  static Problem outOfDate(String file, String validUntil, Instant now) {
    return Problem.environment("The release file is out of date, so the mirror may hide newer packages").at(file)
        .saw("Valid-Until: " + validUntil).accepts("a date after " + now)
        .next("use a mirror that is kept up to date, or look at this machine's clock;\n"
            + "only where the archive is frozen on purpose, pin its state with <releaseSha256> and write [check-valid-until=no] into its"
            + " <mirror>");
  }

  static Problem fromFuture(String file, Instant date, Instant now) {
    return Problem.environment("The release file is of the future").at(file).saw("Date: " + date).accepts("a date before " + now)
        .next("look at this machine's clock, or use another mirror");
  }

  static Problem otherRelease(String file, String seen, String pinned) {
    return Problem.project("The release file of the suite is not the one that is pinned").at(file).saw("sha256:" + seen)
        .accepts("sha256:" + pinned)
        .next("use a mirror that keeps the pinned state, such as a snapshot archive;\n"
            + "where the newer state is meant, write its digest into <releaseSha256>");
  }

  static Problem unreadableDate(String file, String seen) {
    return Problem.environment("The release file has no readable date").at(file).saw(seen)
        .accepts("such as Sat, 11 Jul 2026 10:16:37 UTC").next("use another mirror");
  }

  static Problem offline(String upstream, String suite) {
    return Problem.environment("No disk of " + suite + " is in the cache, and Maven is offline").at("upstream " + upstream)
        .next(Hints.ONLINE);
  }

  static Problem noReleaseFile(Path file, String source) {
    return Problem.environment("The bootstrap left no signed release file of a source, so what apt used is not proven").at(file)
        .saw(source).accepts("a source with an InRelease file, or Release with Release.gpg")
        .next("use a mirror that has signed release files");
  }

  static Problem foreignReleaseFiles(Path folder, List<String> foreign, List<String> named) {
    return Problem.environment("apt used a release file that belongs to none of the sources").at(folder).saw(String.join("\n", foreign))
        .accepts(String.join("\n", named)).next("run it again, and report it if it stays");
  }

  static Problem noSource(String suite, List<String> components, Collection<String> seen) {
    return Problem.project("This machine's apt has no source of " + suite).at("apt-get indextargets")
        .saw(seen.isEmpty() ? "no source at all" : String.join("\n", seen))
        .accepts("sources of " + suite + " with a component of " + components + ", made by Debian or Ubuntu").next(giveMirrors(suite));
  }

  static Problem unusableSource(String suite, List<String> urls) {
    return Problem.project("A source of this machine's apt cannot be used for " + suite).at("apt-get indextargets")
        .saw(String.join("\n", urls)).accepts("http, https or file URLs").next(giveMirrors(suite));
  }

  private static String giveMirrors(String suite) {
    return "give the mirrors in the POM: <mirrors>" + mirror(suite) + "</mirrors>";
  }

  static Problem unknownKernel(String upstream, String origin) {
    return Problem.project("The kernel package of this distribution is not known").at("upstream " + upstream).saw("Origin: " + origin)
        .accepts("Debian, Ubuntu, or a kernel among <packages>")
        .next("add <package>linux-image-...</package> to the <packages> of the <debianArchive>");
  }

  static Problem unusableFolder(Path folder, String reason) {
    return Problem.environment("The folder for the bootstrap cannot be used").at(folder).saw(reason).next(Hints.roomAndRights(folder));
  }

  static Problem notStarted(String suite, Path log, String lastLines) {
    return Problem.environment("The disk of " + suite + " cannot be bootstrapped on this machine").at(log).saw(lastLines)
        .next("do what the last line says");
  }

  static Problem bootstrapFailed(String suite, int exitCode, Path log, String lastLines) {
    return Problem.environment("Bootstrapping the disk of " + suite + " failed with exit code " + exitCode).at(log).saw(lastLines)
        .next("read the whole log: less " + Hints.word(log));
  }
}
