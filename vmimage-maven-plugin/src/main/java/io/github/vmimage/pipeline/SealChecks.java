package io.github.vmimage.pipeline;

import io.github.vmimage.seal.AuditReport;
import io.github.vmimage.seal.RuleResult;
import io.github.vmimage.seal.SealRule;
import io.github.vmimage.seal.SealRules;
import io.github.vmimage.testreport.Area;
import io.github.vmimage.testreport.Check;
import io.github.vmimage.testreport.Checks;
import io.github.vmimage.testreport.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The audit as the report tells it: with why a rule that failed matters, and what to do. */
final class SealChecks {

  private SealChecks() {}

  static Checks of(AuditReport audit) {
    Map<String, SealRule> rules = SealRules.all().stream().collect(Collectors.toMap(SealRule::id, Function.identity()));
    return new Checks(Area.SEAL, audit.results().stream().map(r -> check(r, rules.get(r.id()))).toList());
  }

  /** A record of another version of this plugin may name a rule that this one does not know. */
  private static Check check(RuleResult result, SealRule rule) {
    List<String> findings = result.violations().stream().map(v -> v.path() + ": " + v.seen()).toList();
    boolean failed = result.outcome() == RuleResult.Outcome.FAILED;
    String reason = !failed ? result.reason() : rule == null ? "" : rule.reason();
    return new Check(result.id(), Outcome.valueOf(result.outcome().name()), reason, failed && rule != null ? rule.remedy() : "", findings,
        new TreeMap<>(), Optional.empty());
  }
}
