package io.github.vmimage.packer;

import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Finding.Severity;
import io.github.vmimage.report.Problem;

/** Something wrong with the value of a variable: a problem for a build, a finding for lint. */
record VariableFault(String variable, Place place, String what, String accepted, String next) {
  static final String RULE = "packer-variables";
  /** Where a project sets its variables. */
  static final Place POM = Place.file("pom.xml");

  Problem problem() {
    return Problem.project(what).at(place).accepts(accepted).next(next);
  }

  Finding finding() {
    String accepts = accepted.isEmpty() ? "" : "; accepted: " + accepted;
    return new Finding(Severity.ERROR, RULE, place, what + accepts, next);
  }
}
