package io.github.vmimage.lint;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;

/** The messages of the settings of lint rules. */
public class LintMessagesTest extends MessagesContract {

  LintMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    return Messages.of("lint", "Lint: the settings of its rules")
        .from(LintProblems.class)
        .say("noSeverity", "<lintRules><lintRule[2]>", "none")
        .say("lighterWithoutReason", "<lintRules><lintRule[1]>", LintRules.SEAL_ROLE, Rule.Level.WARNING)
        .say("setTwice", "<lintRules><lintRule[3]>", "seal-role")
        .say("settingWithoutRule", "<lintRules><lintRule[1]>")
        .say("settingOfNoRule", "<lintRules><lintRule[1]>", "iso-cheksum", "iso-checksum");
  }
}
