package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Problem;

/** What can be wrong with the values of a template's variables. */
final class VariableProblems {

  private VariableProblems() {}

  static Problem pluginsOwn(Place pom, String variable, String source) {
    return Problem.project("The variable " + variable + " in <variables> is the plugin's own").at(pom)
        .accepts("its value comes from " + source).next("remove it from <variables>");
  }

  static Problem undeclared(Place pom, String variable, String declared) {
    return undeclared(pom, variable, declared, "");
  }

  static Problem misspelt(Place pom, String variable, String declared, String nearest) {
    return undeclared(pom, variable, declared, "call it " + nearest + ", or ");
  }

  private static Problem undeclared(Place pom, String variable, String declared, String first) {
    return Problem.project("The template does not declare the variable " + variable + " of <variables>").at(pom)
        .accepts(declared.isEmpty() ? "no variables: the template declares none but the plugin's own" : declared)
        .next(first + "declare variable \"" + variable + "\" in the template");
  }

  static Problem unfitValue(Place pom, String variable, String type, String accepted) {
    return Problem.project("The value of the variable " + variable + " in <variables> does not fit its type, which is " + type).at(pom)
        .accepts(accepted).next("correct the value in <variables>");
  }

  static Problem unfitType(Place declaration, String variable, String type, String accepted) {
    return Problem.project("The variable " + variable + " is declared with a type that the plugin's value does not fit: " + type)
        .at(declaration).accepts(accepted).next("declare it as type = string");
  }

  static Problem pluginsOwnWithoutValue(Place declaration, String variable, String given, String source) {
    return Problem.project("The variable " + variable + " is the plugin's own and has no value in this build").at(declaration)
        .accepts(given).next("give it a default, or set " + source);
  }

  static Problem withoutValue(Place declaration, String variable) {
    return withoutValue(declaration, variable, ", in PKR_VAR_" + variable + ", or in a *.auto.pkrvars.hcl file beside the template");
  }

  static Problem withoutValueInJson(Place declaration, String variable) {
    return withoutValue(declaration, variable, ", or a default");
  }

  private static Problem withoutValue(Place declaration, String variable, String otherwise) {
    return Problem.project("The variable " + variable + " has no default and no value").at(declaration)
        .accepts("a value in <variables> of the POM" + otherwise)
        .next("add <" + variable + ">...</" + variable + "> to <variables>, or give it a default");
  }
}
