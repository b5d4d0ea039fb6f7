package io.github.vmimage.ansible;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Finding.Severity;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs {@code ansible-lint}, offline, with the project's own {@code .ansible-lint}. Its SARIF is read: of its formats, the one with line,
 * column, rule, severity and address of the rule. Without shared state.
 */
public final class AnsibleLint {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final List<String> CONFIGURATIONS = List.of(".ansible-lint", ".config/ansible-lint.yml");

  /** The exit code with which ansible-lint refuses its own settings. */
  private static final int BAD_SETTINGS = 3;

  /** Loaded while ansible-lint runs, not before it. */
  private static final class Json {
    static final JsonMapper MAPPER = new JsonMapper();
  }

  private final Processes processes;
  private final AnsibleProject project;

  /**
   * Makes a linter.
   *
   * @param processes starts ansible-lint
   * @param project what to look at
   */
  public AnsibleLint(Processes processes, AnsibleProject project) {
    this.processes = processes;
    this.project = project;
  }

  /**
   * What it found.
   *
   * @param findings with ansible-lint's own rules; a rule of the project's {@code warn_list} gives warnings
   * @param log what it told beside them
   */
  public record Report(List<Finding> findings, List<String> log) {
    /** Copies the lists. */
    public Report {
      findings = List.copyOf(findings);
      log = List.copyOf(log);
    }

    /**
     * Whether Ansible's own syntax check of a playbook has passed within this run. False where a newer ansible-lint words its log in
     * another way, or the project's {@code .ansible-lint} leaves the playbook out.
     *
     * @param playbook as it was named to ansible-lint
     * @return false also where it is not known
     */
    boolean hasChecked(String playbook) {
      return findings.stream().noneMatch(f -> f.rule().startsWith("syntax-check") || f.rule().equals("internal-error"))
          && log.stream().anyMatch(l -> l.matches(".*Executing syntax check on (playbook )?" + Pattern.quote(playbook) + " \\(.*"));
    }
  }

  /**
   * Looks at every YAML file in the project's folders for Ansible.
   *
   * @return what it found
   */
  public Report run() {
    // Named one by one: left to itself, ansible-lint looks at every YAML file of the repository.
    // It ends at the first that is not UTF-8, which the rule unreadable-yaml reports, and would say nothing of all the others.
    List<Path> files = project.yamlFiles().stream().filter(YamlFile::isText).map(project::argument).toList();
    if (files.isEmpty()) {
      return new Report(List.of(), List.of());
    }
    // Of what -v adds, only which playbooks were put to Ansible's syntax check is read.
    Command command = Command.of(Tool.ANSIBLE_LINT, "--offline", "--nocolor", "-v", "-f", "sarif", "--exclude",
        project.argument(project.stagedRoles())).with(configuration().toArray()).with("--").with(files.toArray())
        .in(project.module()).env(project.environment()).within(LIMIT);
    Outcome outcome = processes.run(command);
    List<Finding> findings = parse(outcome.out()).orElseThrow(() -> failed(outcome).asException());
    return new Report(findings, outcome.stderr());
  }

  private Problem failed(Outcome outcome) {
    String module = project.names().name(project.module());
    String said = project.names().text(outcome.tail(10));
    return outcome.exitCode() == BAD_SETTINGS ? AnsibleProblems.lintSettings(module, outcome.exitCode(), said)
        : AnsibleProblems.lintFailed(module, outcome.exitCode(), said);
  }

  /** Reads SARIF; nothing for any other text. */
  Optional<List<Finding>> parse(String sarif) {
    try {
      JsonNode report = Json.MAPPER.readTree(sarif);
      return report.path("runs").isArray() ? Optional.of(findings(report.path("runs"))) : Optional.empty();
    } catch (JsonProcessingException notSarif) {
      return Optional.empty();
    }
  }

  private List<Finding> findings(JsonNode runs) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode run : runs) {
      Map<String, JsonNode> rules = new HashMap<>();
      run.path("tool").path("driver").path("rules").forEach(r -> rules.put(r.path("id").asText(), r));
      for (JsonNode result : run.path("results")) {
        JsonNode place = result.path("locations").path(0).path("physicalLocation");
        Path file = project.module().resolve(place.path("artifactLocation").path("uri").asText()).normalize();
        if (!file.startsWith(project.stagedRoles())) {
          findings.add(finding(result, rules.getOrDefault(result.path("ruleId").asText(), Json.MAPPER.createObjectNode()), file,
              place.path("region")));
        }
      }
    }
    return findings;
  }

  private Finding finding(JsonNode result, JsonNode rule, Path file, JsonNode region) {
    String level = result.path("level").asText(rule.path("defaultConfiguration").path("level").asText("error"));
    String message = AnsibleFault.shortened(result.path("message").path("text").asText());
    if (message.contains("--syntax-check") && result.path("ruleId").asText().equals("internal-error")) {
      // ansible-lint 6 cannot read Ansible's answer where the path has a space; AnsibleSyntaxCheck can.
      message = "ansible-lint stopped at an error of ansible-playbook --syntax-check";
    }
    String fix = AnsibleFault.remedy(message, project.requirements(), project.names()::name)
        .orElseGet(() -> "see " + rule.path("helpUri").asText("https://ansible-lint.readthedocs.io/"));
    return new Finding(level.equals("error") ? Severity.ERROR : Severity.WARNING, result.path("ruleId").asText(),
        project.place(file.toString(), region.path("startLine").asInt(), region.path("startColumn").asInt()),
        project.names().text(message).replace('\n', ' '), fix);
  }

  /** ansible-lint looks in the folder it runs in and above; a configuration beside the playbook is as good. */
  private List<String> configuration() {
    if (CONFIGURATIONS.stream().anyMatch(c -> Files.isRegularFile(project.module().resolve(c)))) {
      return List.of();
    }
    return project.folders().stream().map(f -> f.resolve(CONFIGURATIONS.get(0))).filter(Files::isRegularFile).findFirst()
        .map(f -> List.of("-c", project.argument(f).toString())).orElse(List.of());
  }
}
