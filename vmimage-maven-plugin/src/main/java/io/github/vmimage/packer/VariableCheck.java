package io.github.vmimage.packer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
      fault(name, VariableFault.POM, VariableProblems.pluginsOwn(VariableFault.POM, name, source));
    } else if (template.variable(name).isEmpty()) {
      fault(name, VariableFault.POM, nearest(name).map(near -> VariableProblems.misspelt(VariableFault.POM, name, declared(), near))
          .orElseGet(() -> VariableProblems.undeclared(VariableFault.POM, name, declared())));
    }
  }

  private String declared() {
    return template.variables().stream().map(TemplateVariable::name)
        .filter(n -> ContractVariable.named(n).isEmpty() && !contract.values().containsKey(n)).sorted().collect(Collectors.joining(", "));
  }

  /** The value in the form that Packer takes, or null and a fault. */
  JsonNode value(TemplateVariable variable, String text, boolean fromPom) {
    String name = variable.name();
    TemplateVariable.Kind kind = variable.kind();
    Optional<JsonNode> value = VariableValue.of(kind, text);
    if (value.isEmpty()) {
      String type = variable.type().isEmpty() ? "that of its default" : variable.type();
      if (fromPom) {
        fault(name, VariableFault.POM, VariableProblems.unfitValue(VariableFault.POM, name, type, VariableValue.accepted(kind)));
      } else {
        fault(name, variable.place(), VariableProblems.unfitType(variable.place(), name, type, VariableValue.accepted(kind)));
      }
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
      fault(name, variable.place(), VariableProblems.pluginsOwnWithoutValue(variable.place(), name,
          name.startsWith("upstream") ? String.join(", ", given) : "",
          ContractVariable.named(name).orElse(ContractVariable.UPSTREAM).source()));
    } else {
      fault(name, variable.place(), legacy ? VariableProblems.withoutValueInJson(variable.place(), name)
          : VariableProblems.withoutValue(variable.place(), name));
    }
  }

  private void fault(String variable, Place place, Problem problem) {
    faults.add(new VariableFault(variable, place, problem));
  }

  private Optional<String> nearest(String name) {
    int limit = Math.max(2, name.length() / 3);
    return template.variables().stream().map(TemplateVariable::name).filter(n -> ContractVariable.named(n).isEmpty())
        .filter(n -> Spelling.distance(n, name) <= limit).min(Comparator.comparingInt(n -> Spelling.distance(n, name)));
  }
}
