package io.github.vmimage.seal;

import io.github.vmimage.seal.RuleResult.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/** Every rule, applied to the files of a finished image. Reads only: some hundred files as a whole, and the beginning of all. */
public final class Audit {

  private Audit() {}

  /**
   * Audits an image. A rule that is broken is no exception but a result, see {@link AuditReport#problem}.
   *
   * @param root the guest's root folder, such as that of a read-only mount; it must not change meanwhile
   * @param build what is known of the build that made the image
   * @param waivers the rules that need not hold
   * @return what became of each rule of {@link SealRules#all()}, in that order
   * @throws io.github.vmimage.report.ProblemException of the project for wrong waivers, see {@link Waivers#check}; of the environment
   *     when the root cannot be read at all
   */
  public static AuditReport run(Path root, AuditedBuild build, List<Waiver> waivers) {
    Waivers.check(waivers);
    Map<String, String> reasons = waivers.stream().collect(Collectors.toMap(w -> w.rule().strip(), w -> w.reason().strip()));
    GuestTree tree = new GuestTree(root);
    // The search takes longest, and runs beside the other rules.
    FutureTask<SecretScan.Result> secrets = new FutureTask<>(() -> SecretScan.of(root, build.publicKey(), SecretScan.Limits.DEFAULT));
    Thread search = new Thread(secrets, "vmimage-secrets");
    search.setDaemon(true);
    search.start();
    List<RuleResult> results = new ArrayList<>();
    for (SealRule rule : SealRules.all()) {
      Inspection inspection = new Inspection(tree, build, () -> take(secrets));
      rule.check().on(inspection);
      List<Violation> violations = inspection.violations();
      Outcome outcome = reasons.containsKey(rule.id()) ? Outcome.WAIVED : violations.isEmpty() ? Outcome.PASSED : Outcome.FAILED;
      results.add(new RuleResult(rule.id(), outcome, reasons.getOrDefault(rule.id(), ""), violations));
    }
    return new AuditReport(results);
  }

  /**
   * The audit of a disk of which nothing can be read. No rule can be held against it, and none counts as passed.
   *
   * @param build its missed parts tell why
   * @param waivers the rules that need not hold; only that of {@code disk-audited} lifts the failure, and it lifts it for every rule
   * @return every rule as failed, or as waived with that waiver's reason
   * @throws io.github.vmimage.report.ProblemException of the project for wrong waivers, see {@link Waivers#check}
   */
  public static AuditReport ofNothing(AuditedBuild build, List<Waiver> waivers) {
    Waivers.check(waivers);
    Optional<String> reason = waivers.stream().filter(w -> w.rule().strip().equals(DiskRules.AUDITED)).map(w -> w.reason().strip())
        .findFirst();
    List<Violation> parts = DiskRules.notAudited(build.missed(), build.beside());
    return new AuditReport(SealRules.all().stream().map(rule -> new RuleResult(rule.id(),
        reason.isPresent() ? Outcome.WAIVED : Outcome.FAILED, reason.orElse(""),
        rule.id().equals(DiskRules.AUDITED) ? parts : List.of())).toList());
  }

  private static SecretScan.Result take(FutureTask<SecretScan.Result> secrets) {
    try {
      return secrets.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
