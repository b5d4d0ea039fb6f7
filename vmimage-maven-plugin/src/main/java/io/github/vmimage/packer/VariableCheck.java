package io.github.vmimage.packer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what a template declares with what it is given. */
final class VariableCheck {
  private final TemplateInspection template;
  private final ContractValues contract;
  private final Map<String, String> environment;
  private final List<VariableFault> faults = new ArrayList<>();

  VariableCheck(TemplateInspection template, ContractValues contract, List<UserVariable> user, Map<String, String> environment) {
    this.template = template;
    this.contract = contract;
    this.environment = environment;
    user.forEach(this::mayBeSet);
  }

  List<VariableFault> faults() {
    return List.copyOf(faults);
  }

  private void mayBeSet(UserVariable user) {
    String name = user.name();
    Optional<ContractVariable> fixed = ContractVariable.named(name);
    if (fixed.isPresent() || contract.values().containsKey(name)) {
      String source = fixed.map(ContractVariable::source).orElse(ContractVariable.UPSTREAM.source());
      fault(name, VariableFault.POM, "The variable " + name + " in <variables> is the plugin's own",
          "its value comes from " + source, "remove it from <variables>");
    } else if (template.variable(name).isEmpty()) {
      String near = nearest(name).map(n -> "call it " + n + ", or declare ").orElse("declare ");
      fault(name, VariableFault.POM, "The template does not declare the variable " + name + " of <variables>",
          declared(), near + "variable \"" + name + "\" in the template");
    }
  }

  private String declared() {
    List<String> own = template.variables().stream().map(TemplateVariable::name)
        .filter(n -> ContractVariable.named(n).isEmpty() && !contract.values().containsKey(n)).sorted().toList();
    return own.isEmpty() ? "no variables: the template declares none but the plugin's own" : String.join(", ", own);
  }

  /** The value in the form that Packer takes, or null and a fault. */
  JsonNode value(TemplateVariable variable, String text, boolean fromPom) {
    TemplateVariable.Kind kind = variable.kind();
    Optional<JsonNode> value = VariableValue.of(kind, text);
    if (value.isEmpty()) {
      String type = variable.type().isEmpty() ? "that of its default" : variable.type();
      fault(variable.name(), fromPom ? VariableFault.POM : variable.place(),
          fromPom ? "The value of the variable " + variable.name() + " in <variables> does not fit its type, which is " + type
              : "The variable " + variable.name() + " is declared with a type that the plugin's value does not fit: " + type,
          VariableValue.accepted(kind),
          fromPom ? "correct the value in <variables>" : "declare it as type = string");
    }
    return value.orElse(null);
  }

  void hasValue(TemplateVariable variable) {
    String name = variable.name();
    boolean legacy = template.syntax() == Template.Syntax.LEGACY_JSON;
    boolean elsewhere = !legacy && (template.presetNames().contains(name) || environment.containsKey("PKR_VAR_" + name));
    if (variable.preset().isPresent() || elsewhere) {
      return;
    }
    if (ContractVariable.named(name).isPresent() || name.startsWith("upstream_")) {
      List<String> given = contract.values().keySet().stream().filter(k -> k.startsWith("upstream")).sorted().toList();
      fault(name, variable.place(), "The variable " + name + " is the plugin's own and has no value in this build",
          name.startsWith("upstream") && !given.isEmpty() ? String.join(", ", given) : "",
          "give it a default, or set " + ContractVariable.named(name).orElse(ContractVariable.UPSTREAM).source());
    } else {
      fault(name, variable.place(), "The variable " + name + " has no default and no value",
          "a value in <variables> of the POM" + (legacy ? ", or a default" : ", in PKR_VAR_" + name + ", or in a *.auto.pkrvars.hcl file "
              + "beside the template"),
          "add <" + name + ">...</" + name + "> to <variables>, or give it a default");
    }
  }

  private void fault(String variable, Place place, String what, String accepted, String next) {
    faults.add(new VariableFault(variable, place, what, accepted, next));
  }

  private Optional<String> nearest(String name) {
    int limit = Math.max(2, name.length() / 3);
    return template.variables().stream().map(TemplateVariable::name).filter(n -> ContractVariable.named(n).isEmpty())
        .filter(n -> Spelling.distance(n, name) <= limit).min(Comparator.comparingInt(n -> Spelling.distance(n, name)));
  }
}
