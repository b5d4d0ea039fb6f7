package io.github.vmimage.pipeline;

import io.github.vmimage.guest.Accelerator;
import io.github.vmimage.guest.GuestSize;
import io.github.vmimage.lint.RuleSettings;
import io.github.vmimage.report.Problems;
import io.github.vmimage.seal.Waivers;
import io.github.vmimage.upstream.Upstream;
import io.github.vmimage.upstream.UpstreamParser;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks in the first second all that can be known without a tool: every parameter, and what a release needs before it is built. */
public final class ValidateStage implements Stage {
  /** os-release(5), IMAGE_ID. */
  private static final Pattern IMAGE_NAME = Pattern.compile("[0-9a-z][0-9a-z._-]*");

  private final StageContext context;
  private final boolean builds;
  private final Runnable deployment;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   * @param builds whether an image will be built
   * @param deployment checks the repository of what will be deployed; does nothing otherwise
   */
  public ValidateStage(StageContext context, boolean builds, Runnable deployment) {
    this.context = context;
    this.builds = builds;
    this.deployment = deployment;
  }

  @Override
  public String name() {
    return "validate";
  }

  @Override
  public String describe() {
    return "check the parameters of " + context.project().coordinates() + (builds ? ", and that its source can be built" : "");
  }

  @Override
  public void run() {
    ImageProject project = context.project();
    Problems problems = new Problems();
    parameters(project, problems);
    problems.collect(() -> trust(project));
    problems.collect(() -> Waivers.check(project.waivers()));
    problems.collect(() -> RuleSettings.of(project.lintRules()));
    project.tests().check(problems);
    problems.collect(() -> AcceptedDifferences.checked(project.upgrades().accepted()));
    problems.collect(() -> project.upgrades().check(project.basedir()));
    if (builds) {
      problems.collect(() -> Checkout.stamp(context));
    }
    problems.collect(deployment);
    problems.throwIfAny();
  }

  /** Upstreams that are not well-formed are told first: a policy can judge none of them. */
  private void trust(ImageProject project) {
    Problems problems = new Problems();
    List<Upstream> upstreams = new ArrayList<>();
    problems.collect(() -> upstreams.addAll(new UpstreamParser(project.basedir()).parse(project.upstreams())));
    problems.collect(() -> UpstreamTrust.of(project, builds && project.isRelease()).declared(upstreams));
    problems.throwIfAny();
  }

  private static void limit(String parameter, Duration limit, int usual, Problems problems) {
    if (limit.toMinutes() < 1 || limit.toMinutes() > 1440) {
      problems.add(StageProblems.timeLimitOutOfRange(parameter, limit.toMinutes(), usual));
    }
  }

  private static void parameters(ImageProject project, Problems problems) {
    if (!IMAGE_NAME.matcher(project.imageName()).matches()) {
      problems.add(StageProblems.badImageName(project.imageName()));
    }
    problems.collect(project::tag);
    problems.collect(() -> Accelerator.parse(project.guest().accelerator()));
    problems.collect(() -> GuestSize.of(project.guest().cpus(), project.guest().memory()));
    limit("bootTimeout", project.guest().limits().boot(), 15, problems);
    limit("provisionTimeout", project.guest().limits().provisioning(), 60, problems);
    limit("buildTimeout", project.guest().limits().whole(), 60, problems);
    if (!Files.exists(project.template())) {
      problems.add(StageProblems.noTemplate(project.template()));
    }
  }
}
