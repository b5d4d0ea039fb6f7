package io.github.vmimage.lint;

import io.github.vmimage.report.Finding;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Finding.Severity;
import java.util.Locale;

/**
 * A rule that the project's files have to keep.
 *
 * @param id what a finding and a POM call it
 * @param level its weight where the POM says nothing
 * @param reason why it stands, one sentence
 * @param fix what to do where it is broken, one sentence
 */
public record Rule(String id, Level level, String reason, String fix) {

  /** Weight of a rule, from light to heavy. */
  public enum Level {
    /** Not looked at. */
    OFF,
    /** Is shown. */
    WARNING,
    /** Fails the build. */
    ERROR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A place that breaks the rule. {@link RuleSettings#apply} gives it the weight that holds for the project.
   *
   * @param place where
   * @param message what was seen and why it matters, without any secret
   * @return the finding, with the rule's own weight
   */
  public Finding finding(Place place, String message) {
    return new Finding(level == Level.ERROR ? Severity.ERROR : Severity.WARNING, id, place, message, fix);
  }
}
