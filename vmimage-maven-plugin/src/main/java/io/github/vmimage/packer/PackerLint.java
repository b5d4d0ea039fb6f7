package io.github.vmimage.packer;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Finding.Severity;
import io.github.vmimage.report.PathNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Packer's own linters on a work tree, which they leave as it is. Without shared state. */
public final class PackerLint {
  static final String VALIDATE = "packer-validate";
  static final String FORMAT = "packer-fmt";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  /** Of Packer 1.7 and later, and of those before. */
  private static final Pattern ALL_IS_WELL = Pattern.compile("The configuration is valid\\.|Template validated successfully\\.");
  private static final Pattern UNSET = Pattern.compile("Unset variable \"([^\"]+)\"|required variable not set: ([^\\s;]+)");

  private final Processes processes;
  private final PackerBinary binary;
  private final Path module;
  private final PathNames names;

  /**
   * Makes a linter.
   *
   * @param processes starts Packer
   * @param binary which Packer
   * @param module the module's folder in the work tree
   * @param names how its files are called in findings
   */
  public PackerLint(Processes processes, PackerBinary binary, Path module, PathNames names) {
    this.processes = processes;
    this.binary = binary;
    this.module = module.toAbsolutePath();
    this.names = names;
  }

  /**
   * Runs {@code packer validate}. Nothing is downloaded but plugins, where Packer has {@code init} and the template asks for them.
   *
   * @param template the template
   * @param inspection what it declares
   * @param variables values, those of the contract from {@link ContractValues#placeholders}
   * @param scratch a folder that does not exist yet, outside of the template's; left for the caller to delete
   * @return findings of the rules {@code packer-validate} and {@code packer-variables}
   */
  public List<Finding> validate(Template template, TemplateInspection inspection, PackerVariables variables, Path scratch) {
    Processes masked = processes.hiding(variables.secrets());
    TemplateStaging staging = TemplateStaging.besideWorkTree(module, template, binary, scratch.resolve("module"));
    PackerBuild.init(masked, binary, inspection, staging);
    Path file = variables.write(scratch);
    try {
      Outcome outcome = masked.run(binary.command("validate", "-machine-readable", "-var-file=" + file, staging.template())
          .in(staging.directory()).env("PACKER_CACHE_DIR", scratch.resolve("cache").toString()).within(LIMIT));
      List<Finding> findings = new ArrayList<>(variables.findings());
      for (PackerDiagnostic remark : remarks(outcome, masked)) {
        List<String> unset = UNSET.matcher(remark.message()).results().map(m -> m.group(1) == null ? m.group(2) : m.group(1)).toList();
        if (unset.isEmpty() || !unset.stream().allMatch(variables::isFaulty)) {
          findings.add(finding(remark, template, file));
        }
      }
      return findings;
    } finally {
      variables.clean(file);
    }
  }

  private static List<PackerDiagnostic> remarks(Outcome outcome, Processes masked) {
    List<PackerDiagnostic> remarks = new ArrayList<>(remarks(outcome.stdout(), masked::mask));
    if (!outcome.succeeded() && remarks.stream().noneMatch(r -> r.severity() == Severity.ERROR)) {
      remarks.add(new PackerDiagnostic(Severity.ERROR, "", 0, 0, "exit code " + outcome.exitCode() + ": " + outcome.tail(5)));
    }
    return remarks;
  }

  /** What {@code packer validate -machine-readable} remarks; that all is well it says in a row of its own, which is none. */
  static List<PackerDiagnostic> remarks(List<String> output, UnaryOperator<String> mask) {
    StringBuilder errors = new StringBuilder();
    StringBuilder warnings = new StringBuilder();
    output.forEach(line -> PackerRow.parse(line).filter(r -> r.type().equals("ui") && !ALL_IS_WELL.matcher(r.field(1).strip()).matches())
        .ifPresent(r -> (r.field(0).equals("error") ? errors : warnings).append(mask.apply(r.field(1))).append('\n')));
    List<PackerDiagnostic> remarks = new ArrayList<>(PackerDiagnostic.parse(errors.toString(), Severity.ERROR));
    remarks.addAll(PackerDiagnostic.parse(warnings.toString(), Severity.WARNING));
    return remarks;
  }

  private Finding finding(PackerDiagnostic remark, Template template, Path variables) {
    String fix = remark.message().startsWith("Unset variable") ? "give the variable a default or a value"
        : "correct it; packer validate " + names.name(template.path()) + " tells more";
    if (!remark.file().isEmpty() && variables.endsWith(Path.of(remark.file()).getFileName())) {
      return new Finding(remark.severity(), VALIDATE, VariableFault.POM, names.text(remark.message()), "correct the value in <variables>");
    }
    Path file = remark.file().isEmpty() ? template.path() : module.resolve(remark.file());
    int column = remark.column() > 0 || remark.file().isEmpty() ? remark.column() : firstColumn(file, remark.line());
    // Packer prints a Go value, memory address and all, after the name of each source it knows.
    String message = names.text(remark.message()).replaceAll(":\\{[^{}]*\\b0x[0-9a-f]+[^{}]*\\}", "");
    return new Finding(remark.severity(), VALIDATE, new Place(names.name(file), remark.line(), column), message, fix);
  }

  /** Packer names the line only; the first word of it is the best guess. */
  private static int firstColumn(Path file, int line) {
    try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      String text = lines.skip(Math.max(0, line - 1)).findFirst().orElse("");
      return text.isBlank() ? 0 : text.length() - text.stripLeading().length() + 1;
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }

  /**
   * Runs {@code packer fmt -check}.
   *
   * @param template the template; JSON has no format, and a Packer that is given nothing else refuses it
   * @return findings of the rule {@code packer-fmt}, one for each file that differs
   */
  public List<Finding> format(Template template) {
    if (Stream.concat(template.files().stream(), template.valueFiles().stream()).noneMatch(f -> f.path().toString().endsWith(".hcl"))) {
      return List.of();
    }
    Command command = binary.command("fmt", "-check", "-diff", TemplateStaging.relative(module, template.path())).in(module).within(LIMIT);
    Outcome outcome = processes.run(command);
    if (outcome.succeeded()) {
      return List.of();
    }
    List<Finding> findings = FormatReport.parse(outcome.stdout()).stream().map(d -> new Finding(Severity.ERROR, FORMAT,
        new Place(names.name(module.resolve(d.file())), d.line(), d.column()), "not in Packer's own format",
        "packer fmt " + names.name(template.path()))).toList();
    boolean unreadable = Stream.of(outcome.out(), outcome.tail(20))
        .anyMatch(t -> t.contains("failed to parse") || t.contains("encountered an error while formatting"));
    if (findings.isEmpty() && !unreadable) {
      throw PackerProblems.formatFailed(outcome.command(), outcome.exitCode(), outcome.tail(20)).asException();
    }
    // A file that cannot be parsed is validate's to report: it names the line.
    return findings;
  }
}
