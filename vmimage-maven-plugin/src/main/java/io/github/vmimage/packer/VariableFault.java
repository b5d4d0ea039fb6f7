package io.github.vmimage.packer;

import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Finding.Severity;
import io.github.vmimage.report.Problem;

/**
 * Something wrong with the value of a variable: a problem for a build, a finding for lint.
 *
 * @param variable its name
 * @param place where
 * @param problem what
 */
record VariableFault(String variable, Place place, Problem problem) {
  static final String RULE = "packer-variables";
  /** Where a project sets its variables. */
  static final Place POM = Place.file("pom.xml");

  Finding finding() {
    String accepts = problem.accepted().isEmpty() ? "" : "; accepted: " + problem.accepted();
    return new Finding(Severity.ERROR, RULE, place, problem.what() + accepts, problem.next());
  }
}
