package io.github.vmimage.maven;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can be wrong with a POM that is to be changed. */
final class PomProblems {
  private static final String BY_HAND = "write it into the file that holds it yourself; the value stands above";

  private PomProblems() {}

  static Problem notHere(Path pom, String upstream, int found) {
    return Problem.project("The upstream does not stand in this POM once, so it is not changed").at(pom)
        .saw(found == 0 ? "no <upstream> with the id " + upstream : found + " times " + upstream)
        .accepts("one <upstream> of this plugin in the project's own POM; not one of a parent or of several profiles").next(BY_HAND);
  }

  static Problem absent(Path pom, String upstream, String element) {
    return Problem.project("The upstream has no such element in this POM, so it is not changed").at(pom + ", upstream " + upstream)
        .saw("no <" + element.replace("/", "><") + ">").next(BY_HAND);
  }

  static Problem notPlain(Path pom, String upstream, String element, String content) {
    return Problem.project("The value comes from a property, or has a comment in it, so it is not changed")
        .at(pom + ", upstream " + upstream + ", <" + element.replace("/", "><") + ">").saw(content).accepts("a plain text")
        .next("change the property yourself, or write a plain text here first");
  }

  static Problem unreadable(Path pom, String reason) {
    return Problem.project("The POM cannot be changed in its place").at(pom).saw(reason).accepts("well-formed XML without a document type")
        .next(BY_HAND);
  }

  static Problem unwritable(Path pom, String reason) {
    return Problem.environment("The POM cannot be written").at(pom).saw(reason).next(Hints.roomAndRights(pom.toAbsolutePath().getParent()));
  }
}
