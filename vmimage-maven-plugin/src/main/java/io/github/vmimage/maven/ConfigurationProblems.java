package io.github.vmimage.maven;

import io.github.vmimage.report.Problem;
import java.util.Collection;

/** What can be wrong with the plugin's configuration in a POM. */
final class ConfigurationProblems {

  private ConfigurationProblems() {}

  static Problem unknownElement(String place, String name, Collection<String> known, String nearest) {
    return Problem.project("The configuration has an element that is not known").at(place).saw("<" + name + ">")
        .accepts(String.join(", ", known))
        .next("write <" + nearest + "> if that is meant, else remove it; mvn vmimage:help -Ddetail explains each");
  }

  static Problem elementTwice(String place, String name) {
    return Problem.project("An element is there twice").at(place).saw("<" + name + ">").accepts("one").next("remove one of them");
  }

  static Problem elementForText(String place, String child) {
    return Problem.project("An element holds elements where it takes a text").at(place).saw("<" + child + ">").accepts("a text")
        .next("write the text alone");
  }

  static Problem badTransferLimit(String property, String value) {
    return Problem.project("The time limit of transfers cannot be used").at("-D" + property).saw(value)
        .accepts("milliseconds, 0 to 999999999; 0 stands for a day").next("leave it out, or mvn -D" + property + "=60000");
  }

  static Problem badExpression(String place, String written, String reason) {
    return Problem.project("An expression cannot be evaluated").at(place).saw(written + "\n" + reason)
        .accepts("a text, or an expression such as ${project.version}").next("correct the expression");
  }
}
