package io.github.vmimage.maven;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.Problem;
import java.util.List;

/** What can be wrong with a released image that is looked up, and with the answer. */
final class ResolutionProblems {

  private ResolutionProblems() {}

  static Problem notResolved(Coordinates image, String extension, String reason, List<String> repositories) {
    return Problem.environment("The released image " + image + " cannot be resolved").at(extension + " of " + image).saw(reason)
        .accepts("an image that was released with mvn deploy, or built here with mvn install")
        .next("release it first (mvn deploy in the project of " + image.artifactId() + ", or mvn install here),\n"
            + "or add the <repository> that holds it; an upstream may also be a <url> with its <sha256>\n"
            + "looked in: the local repository" + repositories.stream().map(", "::concat).reduce("", String::concat));
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
