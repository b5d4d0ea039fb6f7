package io.github.vmimage.packer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The values that one template gets: those of the contract and those of the POM, only where the template declares them. */
public final class PackerVariables {
  /** Packer takes the format from the end of the name: this one is JSON for HCL2 and for the old syntax. */
  static final String FILE_NAME = "variables.pkrvars.json";
  /** How Packer 1.6 and later write a comma in machine-readable output, where a secret has to be found too. */
  static final String COMMA = "%!(PACKER_COMMA)";

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, JsonNode> values;
  private final Set<String> secrets;
  private final List<VariableFault> faults;

  private PackerVariables(Map<String, JsonNode> values, Set<String> secrets, List<VariableFault> faults) {
    this.values = values;
    this.secrets = secrets;
    this.faults = faults;
  }

  /**
   * Matches values with what a template declares. Faults are kept: see {@link #require()} and {@link #findings()}.
   *
   * @param template what it declares
   * @param contract the plugin's values
   * @param user the POM's values
   * @param environment this process's environment; {@code PKR_VAR_name} counts as a value in HCL2
   * @return the values
   */
  public static PackerVariables of(TemplateInspection template, ContractValues contract, List<UserVariable> user,
      Map<String, String> environment) {
    Map<String, JsonNode> values = new TreeMap<>();
    Set<String> secrets = new TreeSet<>(template.presetSecrets());
    VariableCheck check = new VariableCheck(template, contract, user, environment);
    for (TemplateVariable variable : template.variables()) {
      UserVariable given = user.stream().filter(u -> u.name().equals(variable.name())).findFirst().orElse(null);
      String own = contract.values().get(variable.name());
      String text = own != null ? own : given == null ? null : given.value();
      boolean sensitive = variable.sensitive() || (given != null && given.sensitive());
      JsonNode value = text == null ? null : check.value(variable, text, own == null);
      if (value != null) {
        values.put(variable.name(), value);
      } else if (text == null) {
        check.hasValue(variable);
      }
      if (sensitive) {
        leaves(value).forEach(secrets::add);
        Stream.of(text, environment.get("PKR_VAR_" + variable.name())).filter(java.util.Objects::nonNull).forEach(secrets::add);
      }
    }
    user.stream().filter(UserVariable::sensitive).map(UserVariable::value).forEach(secrets::add);
    secrets.removeIf(String::isBlank);
    return new PackerVariables(values, secrets, check.faults());
  }

  private static Stream<String> leaves(JsonNode node) {
    if (node == null || node.isBoolean() || node.isNull()) {
      return Stream.empty();
    }
    return node.isContainerNode() ? java.util.stream.StreamSupport.stream(node.spliterator(), false).flatMap(PackerVariables::leaves)
        : Stream.of(node.asText());
  }

  /**
   * Insists on what a build needs.
   *
   * @return these
   * @throws io.github.vmimage.report.ProblemException with every fault
   */
  public PackerVariables require() {
    Problems problems = new Problems();
    faults.forEach(f -> problems.add(f.problem()));
    problems.throwIfAny();
    return this;
  }

  /**
   * The same faults for lint.
   *
   * @return findings of the rule {@code packer-variables}
   */
  public List<Finding> findings() {
    return faults.stream().map(VariableFault::finding).toList();
  }

  /**
   * Whether lint has already said something of a variable.
   *
   * @param variable its name
   * @return true where {@link #findings()} has one for it
   */
  boolean isFaulty(String variable) {
    return faults.stream().anyMatch(f -> f.variable().equals(variable));
  }

  /**
   * The values that are passed, for a description of the build.
   *
   * @return names in alphabetical order, values of sensitive variables left out
   */
  public Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>();
    values.forEach((name, value) -> {
      if (leaves(value).noneMatch(secrets::contains)) {
        shown.put(name, value.isTextual() ? value.asText() : value.toString());
      }
    });
    return shown;
  }

  /**
   * What must be hidden: values of variables that are sensitive in the template or in the POM, wherever they come from, also as JSON and
   * as machine-readable output write them. Packer does not hide them in that output.
   *
   * @return strings to mask
   */
  public List<String> secrets() {
    List<UnaryOperator<String>> spellings = List.of(s -> s, PackerVariables::escaped, s -> s.replace(",", COMMA),
        s -> escaped(s).replace(",", COMMA));
    return secrets.stream().flatMap(s -> spellings.stream().map(w -> w.apply(s))).distinct().toList();
  }

  private static String escaped(String text) {
    try {
      String quoted = JSON.writeValueAsString(text);
      return quoted.substring(1, quoted.length() - 1);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a string is always JSON", e);
    }
  }

  /**
   * Writes the values to a file that only this user can read, one variable a line: Packer quotes the line of a wrong value.
   *
   * @param folder where; made if need be
   * @return the file
   */
  Path write(Path folder) {
    List<String> lines = new ArrayList<>();
    values.forEach((name, value) -> lines.add("  \"" + escaped(name) + "\": " + value));
    Path file = folder.resolve(FILE_NAME);
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(file);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.write(file, ("{\n" + String.join(",\n", lines) + "\n}\n").getBytes(StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      throw PackerProblems.variablesNotWritten(file, e.toString()).because(e);
    }
  }

  /** Deletes the file where it holds a secret; otherwise it stays, for whoever wants to run Packer by hand. */
  void clean(Path file) {
    if (secrets.isEmpty()) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw PackerProblems.secretsNotDeleted(file, e.toString()).because(e);
    }
  }

  /** {@return never the values} */
  @Override
  public String toString() {
    return "variables " + values.keySet();
  }
}
