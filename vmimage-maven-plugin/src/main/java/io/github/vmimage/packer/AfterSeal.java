package io.github.vmimage.packer;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.packer.TemplateBuild.Runs;
import io.github.vmimage.report.Finding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rule {@code after-seal}: nothing works in a guest behind the playbook that ends with the seal. Each source of each build is looked at
 * by itself, since {@code only}, {@code except} and {@code override} give each its own provisioners. One that runs only when something fails
 * makes no image, so {@code error-cleanup-provisioner} is none of them.
 */
final class AfterSeal {
  /** Provisioners that leave nothing in the guest: they run on the build's machine, or wait. */
  private static final Set<String> OUTSIDE = Set.of("shell-local", "breakpoint", "sleep");

  private final String playbook;

  /** Takes the file name of the playbook that seals. */
  AfterSeal(String playbook) {
    this.playbook = playbook;
  }

  Set<Finding> check(Template template) {
    Set<Finding> findings = new LinkedHashSet<>();
    for (TemplateBuild build : TemplateBuild.of(template)) {
      build.sources().forEach(s -> check(build.provisioners(), s, findings));
    }
    return findings;
  }

  private void check(List<Component> provisioners, String source, Set<Finding> findings) {
    int last = -1;
    boolean sealed = false;
    for (int n = 0; n < provisioners.size(); n++) {
      Runs runs = TemplateBuild.runs(provisioners.get(n), source);
      if (runs != Runs.NO && playbooks(TemplateBuild.applied(provisioners.get(n), source)).stream().anyMatch(this::isPlaybook)) {
        last = n;
        sealed |= runs == Runs.YES;
      }
    }
    if (!sealed) {
      return;
    }
    Component seal = TemplateBuild.applied(provisioners.get(last), source);
    playbooks(seal).stream().reduce((first, second) -> second).filter(v -> !isPlaybook(v)).ifPresent(v -> findings.add(
        LintRules.AFTER_SEAL.finding(v.place(), "another playbook of the provisioner " + seal.type() + " runs after the playbook")));
    provisioners.subList(last + 1, provisioners.size()).stream()
        .filter(c -> !OUTSIDE.contains(c.type()) && TemplateBuild.runs(c, source) == Runs.YES && !isDownload(c))
        .forEach(c -> findings.add(LintRules.AFTER_SEAL.finding(c.place(), "the provisioner " + c.type() + " runs after the playbook")));
  }

  /** What a provisioner runs, in its order: {@code playbook_dir} and {@code playbook_paths} only bring files. */
  private static List<Value> playbooks(Component provisioner) {
    if (!provisioner.type().equals("ansible") && !provisioner.type().equals("ansible-local")) {
      return List.of();
    }
    Optional<Value> files = provisioner.get("playbook_files");
    return files.map(v -> v instanceof Value.Sequence s ? s.items() : List.of(v))
        .orElseGet(() -> provisioner.get("playbook_file").map(List::of).orElse(List.of()));
  }

  private boolean isPlaybook(Value file) {
    String text = file instanceof Value.Text t ? t.text() : file instanceof Value.Expression e ? e.source().replaceAll("\"$", "") : "";
    return text.equals(playbook) || text.endsWith("/" + playbook);
  }

  private static boolean isDownload(Component provisioner) {
    return provisioner.type().equals("file") && provisioner.texts(List.of("direction")).anyMatch(t -> t.text().equals("download"));
  }
}
