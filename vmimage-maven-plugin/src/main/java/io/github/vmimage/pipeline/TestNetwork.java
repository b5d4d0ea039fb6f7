package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.AnsibleProject;
import io.github.vmimage.ansible.NetworkNeeds;
import io.github.vmimage.guest.GuestNetwork;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom the clones of a finished disk can reach, and why. They are closed unless somebody needs more: what boots in them may come from
 * others, and an open one reaches whatever this machine reaches.
 *
 * @param guests how they are started
 * @param why for a person
 */
record TestNetwork(GuestNetwork guests, String why) {
  /** The parameter's values. */
  static final List<String> ACCEPTED = List.of("auto", "closed", "open");
  /** What programs say that miss the network. */
  private static final Pattern MISSED = Pattern.compile("(?is).*(could ?n[o']t (resolve|connect)|failed to (resolve|fetch|connect|download|establish"
      + "|update (apt )?cache|synchronize)|name (or service not known|resolution)|network is unreachable|no route to host|urlopen error"
      + "|connection refused|cannot (download|prepare)|unable to (connect|access|fetch)|no such host|nodename nor servname"
      + "|unknown host|could not (fetch|download)|package cache).*");

  /** What the parameter says, or for {@code auto} what the project's tasks ask for. */
  static TestNetwork of(StageContext context, Path module) {
    String wanted = context.project().tests().network();
    if (!wanted.equals("auto")) {
      return new TestNetwork(GuestNetwork.valueOf(wanted.toUpperCase(Locale.ROOT)), "as configured");
    }
    Path playbooks = context.project().in(module, context.project().playbook()).getParent();
    AnsibleProject files = new AnsibleProject(module, Stream.of(playbooks, module.resolve(Acceptance.PLAYBOOK).getParent())
        .filter(Files::isDirectory).toList(), module, new PathNames(module, Path.of("")), Map.of());
    Optional<String> asks = NetworkNeeds.of(files);
    return asks.map(a -> new TestNetwork(GuestNetwork.OPEN, a + " asks for it"))
        .orElse(new TestNetwork(GuestNetwork.CLOSED, "no task asks for more"));
  }

  /** Says it once, before anything boots. */
  TestNetwork told(StageContext context) {
    context.progress().info("Network of the clones: " + (guests == GuestNetwork.OPEN
        ? "open, they reach what this machine reaches (" : "closed (") + why + ")");
    return this;
  }

  /** The same failure, which tells how the network is opened where a closed one may be its cause. */
  ProblemException explained(ProblemException failure) {
    if (guests == GuestNetwork.OPEN) {
      return failure;
    }
    return new ProblemException(failure.problems().stream().map(TestNetwork::explained).toList(), failure);
  }

  private static Problem explained(Problem problem) {
    return problem.seen() != null && MISSED.matcher(problem.seen()).matches() ? TestProblems.closedNetwork(problem) : problem;
  }

  /** {@return for the manifest: {@code closed} or {@code open}} */
  String fact() {
    return guests.name().toLowerCase(Locale.ROOT);
  }
}
