package io.github.vmimage.lint;

import io.github.vmimage.lint.Rule.Level;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Severity;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Spelling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The weight of every rule in one project. */
public final class RuleSettings {
  private final Map<String, Level> levels;

  private RuleSettings(Map<String, Level> levels) {
    this.levels = levels;
  }

  /**
   * Reads what a POM says.
   *
   * @param settings as configured; parts of them may be null
   * @return the settings
   * @throws io.github.vmimage.report.ProblemException of the project, with everything that is wrong: an unknown rule or severity, a rule
   *     that is set twice, a rule that becomes lighter without a reason
   */
  public static RuleSettings of(List<RuleSetting> settings) {
    Problems problems = new Problems();
    Map<String, Level> levels = new HashMap<>();
    for (int n = 1; n <= settings.size(); n++) {
      RuleSetting setting = settings.get(n - 1);
      String where = "<lintRules><lintRule[" + n + "]>";
      Optional<Rule> rule = LintRules.find(plain(setting.rule()));
      Optional<Level> level = level(setting);
      if (rule.isEmpty()) {
        problems.add(unknown(where, plain(setting.rule())));
      }
      if (level.isEmpty()) {
        problems.add(LintProblems.noSeverity(where, plain(setting.severity())));
      }
      if (rule.isPresent() && level.isPresent()) {
        if (level.get().compareTo(rule.get().level()) < 0 && plain(setting.reason()).isEmpty()) {
          problems.add(LintProblems.lighterWithoutReason(where, rule.get(), level.get()));
        }
        if (levels.put(rule.get().id(), level.get()) != null) {
          problems.add(LintProblems.setTwice(where, rule.get().id()));
        }
      }
    }
    problems.throwIfAny();
    return new RuleSettings(Map.copyOf(levels));
  }

  /**
   * The same, with one rule that nothing makes lighter.
   *
   * @param rule which
   * @return the settings, in which it is an error
   */
  public RuleSettings insistingOn(Rule rule) {
    Map<String, Level> stricter = new HashMap<>(levels);
    stricter.put(rule.id(), Level.ERROR);
    return new RuleSettings(Map.copyOf(stricter));
  }

  private static String plain(String text) {
    return text == null ? "" : text.strip();
  }

  private static Optional<Level> level(RuleSetting setting) {
    return Arrays.stream(Level.values()).filter(l -> l.toString().equals(plain(setting.severity()))).findFirst();
  }

  private static Problem unknown(String where, String rule) {
    return rule.isEmpty() ? LintProblems.settingWithoutRule(where)
        : LintProblems.settingOfNoRule(where, rule, Spelling.nearest(rule, LintRules.all().stream().map(Rule::id).toList()));
  }

  /**
   * Gives findings the weight that holds in this project.
   *
   * @param findings of any linter; only those of {@link LintRules} are touched
   * @return sorted, each once, without those whose rule is off
   */
  public List<Finding> apply(List<Finding> findings) {
    return findings.stream().flatMap(this::weighed).sorted().distinct().toList();
  }

  private Stream<Finding> weighed(Finding finding) {
    Optional<Level> level = LintRules.find(finding.rule()).map(r -> levels.getOrDefault(r.id(), r.level()));
    if (level.isEmpty()) {
      return Stream.of(finding);
    }
    return switch (level.get()) {
      case OFF -> Stream.empty();
      case WARNING -> Stream.of(finding.as(Severity.WARNING));
      case ERROR -> Stream.of(finding.as(Severity.ERROR));
    };
  }
}
