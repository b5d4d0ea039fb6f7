package io.github.vmimage.upstream;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The distribution's own sources among those of this machine. Asks apt, which knows all of its files and both of their formats.
 *
 * <p>Where {@code apt-get update} ran, apt tells the origin of each source, and third parties are left out by it. Elsewhere only suite
 * and component are known; a third party's source that has both of them the same fails later, by its signature.
 */
final class MachineSources {
  /** What a line of apt's answer holds. A field that apt does not know stays as it is. */
  static final String FORMAT = "$(SITE)|$(RELEASE)|$(COMPONENT)|$(ORIGIN)|$(CODENAME)|$(SUITE)";

  private static final Set<String> DISTRIBUTIONS = Set.of("Debian", "Ubuntu");

  private final Processes processes;
  private final String apt;

  /**
   * Asks one apt.
   *
   * @param processes starts it
   * @param apt {@code apt-get}, by name or path
   */
  MachineSources(Processes processes, String apt) {
    this.processes = processes;
    this.apt = apt;
  }

  /** One component of one source, as apt tells it; empty where apt does not know. */
  private record Target(String site, String release, String component, String origin, String codename, String suite) {
    static Target of(String line) {
      String[] fields = line.split("\\|", -1);
      for (int i = 0; i < fields.length; i++) {
        fields[i] = fields[i].startsWith("$(") ? "" : fields[i];
      }
      return fields.length == 6 ? new Target(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]) : null;
    }

    boolean isOf(String wanted) {
      Set<String> names = Set.of(wanted, wanted + "-updates", wanted + "-security");
      // Ubuntu's backports and proposed packages have the code name of the suite itself, so the pocket must agree too.
      return names.contains(release) || names.contains(suite) || names.contains(codename) && pocket(release).equals(pocket(codename));
    }

    boolean isBase(String wanted) {
      return release.equals(wanted) || (suite.equals(wanted) || codename.equals(wanted)) && pocket(release).isEmpty();
    }

    boolean isDistributions() {
      return origin.isEmpty() || DISTRIBUTIONS.contains(origin);
    }

    private static String pocket(String name) {
      return name.indexOf('-') < 0 ? "" : name.substring(name.indexOf('-'));
    }
  }

  /**
   * Finds the sources of a suite, its updates and its security updates.
   *
   * @param suite such as {@code bookworm}
   * @param components those to use
   * @return at least one source, that of the suite itself among them
   */
  List<AptSource> of(String suite, List<String> components) {
    List<String> lines = ask();
    if (select(lines, suite, components).isEmpty()) {
      // Without its downloaded lists, apt names its sources only when it is not asked what their release files say.
      lines = ask("--no-release-info");
    }
    return of(lines, suite, components);
  }

  /** The same, from apt's answer. */
  static List<AptSource> of(List<String> lines, String suite, List<String> components) {
    List<AptSource> sources = select(lines, suite, components);
    if (sources.isEmpty()) {
      throw none(suite, components, lines).asException();
    }
    // One that were left out might be the one with the security updates.
    List<String> unusable = sources.stream().filter(s -> !s.isUsable()).map(s -> AptSource.isUsable(s.uri()) ? s.line() : s.uri())
        .distinct().toList();
    if (!unusable.isEmpty()) {
      throw ArchiveProblems.unusableSource(suite, unusable).asException();
    }
    return sources;
  }

  private List<String> ask(String... options) {
    return processes.require(Command.of(Tool.APT_GET, (Object[]) options).by(apt)
        .with("indextargets", "--format", FORMAT, "Created-By: Packages").within(Duration.ofMinutes(1))).stdout();
  }

  /** Chooses; empty where the suite itself is not among them. */
  private static List<AptSource> select(List<String> lines, String suite, List<String> components) {
    Map<List<String>, Set<String>> chosen = new LinkedHashMap<>();
    boolean base = false;
    for (Target target : targets(lines)) {
      if (target.isOf(suite) && target.isDistributions() && components.contains(target.component())) {
        chosen.computeIfAbsent(List.of(target.site(), target.release()), k -> new LinkedHashSet<>()).add(target.component());
        base |= target.isBase(suite);
      }
    }
    List<AptSource> sources = new ArrayList<>();
    chosen.forEach((place, found) -> sources.add(new AptSource(place.get(0), place.get(1), List.copyOf(found), true)));
    return base ? List.copyOf(sources) : List.of();
  }

  private static List<Target> targets(List<String> lines) {
    return lines.stream().map(Target::of).filter(t -> t != null).toList();
  }

  private static Problem none(String suite, List<String> components, List<String> lines) {
    Set<String> seen = new LinkedHashSet<>();
    for (Target t : targets(lines)) {
      seen.add(t.release() + " " + t.component() + " at " + t.site() + (t.origin().isEmpty() ? "" : " (" + t.origin() + ")"));
    }
    return ArchiveProblems.noSource(suite, components, seen);
  }
}
