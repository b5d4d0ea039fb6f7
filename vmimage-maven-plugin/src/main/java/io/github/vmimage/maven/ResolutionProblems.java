package io.github.vmimage.maven;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.List;

/** What can be wrong with a released image that is looked up, and with the answer. */
final class ResolutionProblems {

  private ResolutionProblems() {}

  static Problem notReleased(Coordinates image, String extension, String reason, List<String> repositories) {
    return Problem.environment("The released image " + image + " cannot be resolved: no repository has that file")
        .at(extension + " of " + image).saw(reason)
        .accepts("an image that was released with mvn deploy, or built here with mvn install")
        .next("release it first (mvn deploy in the project of " + image.artifactId() + ", or mvn install here),\n"
            + "or add the <repository> that holds it; an upstream may also be a <url> with its <sha256>\nlooked in: the local repository"
            + repositories.stream().map(", "::concat).reduce("", String::concat));
  }

  static Problem notReached(Coordinates image, String extension, String reason, List<String> repositories) {
    return Problem.environment("The released image " + image + " cannot be resolved: not every repository answered, so it may be there")
        .at(extension + " of " + image).saw(reason).accepts("an answer of every repository")
        .next("look at the network, at the credentials and mirrors in settings.xml and at these repositories, then run it again: "
            + String.join(", ", repositories));
  }

  static Problem offline(Coordinates image, String extension, String reason) {
    return Problem
        .environment("The released image " + image + " cannot be resolved: it is not in the local repository, and Maven is offline")
        .at(extension + " of " + image).saw(reason).next(Hints.ONLINE);
  }

  static Problem page(Coordinates image, Path file, String page) {
    return Problem.environment("The released image " + image + " cannot be resolved: a page came in place of the file").at(file).saw(page)
        .accepts("the file itself")
        .next(Hints.remove(file) + "\nfind out which proxy or login answers for the repository, then resolve it again");
  }

  static Problem noVersions(String image, String reason, List<String> repositories) {
    return Problem.environment("The versions of " + image + " cannot be listed").at(image).saw(reason)
        .next("look at the network and these repositories: " + String.join(", ", repositories));
  }

  static Problem badRemoteRepository(String value) {
    return Problem.project("A repository cannot be read").at("-DremoteRepositories").saw(value).accepts("id::url, several with commas")
        .next("write -DremoteRepositories=releases::https://repository.example/releases");
  }

  static Problem answerNotWritten(String file, String reason) {
    return Problem.environment("The answer cannot be written").at("-Doutput=" + file).saw(reason).accepts("a file in a folder of yours")
        .next("name another file: -Doutput=FILE");
  }
}
