package io.github.vmimage.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells what to type so that programs are there. */
public final class Installation {

  private Installation() {}

  /**
   * For this machine.
   *
   * @param tools what is needed
   * @return one command, and a sentence for each program that no package brings; never empty
   */
  public static String here(Collection<Tool> tools) {
    return on(Host.current(), tools);
  }

  /**
   * For a machine.
   *
   * @param host which
   * @param tools what is needed
   * @return one command, and a sentence for each program that no package brings; joined with {@code "; "}
   */
  public static String on(Host host, Collection<Tool> tools) {
    if (host.platform().isEmpty()) {
      return "install " + String.join(", ", tools.stream().map(Tool::executable).toList()) + " with the package manager of "
          + host.name() + "; on Debian it is: " + on(new Host(Optional.of(Platform.DEBIAN), "", ""), tools);
    }
    Platform platform = host.platform().get();
    Set<String> packages = new LinkedHashSet<>();
    Set<String> sentences = new LinkedHashSet<>();
    for (Tool tool : tools) {
      Origin origin = tool.on(platform);
      if (origin instanceof Origin.Packages there) {
        packages.addAll(there.names());
      } else if (origin instanceof Origin.PackagesUntil until) {
        if (has(host, until)) {
          packages.addAll(until.names());
        } else {
          sentences.add(until.after());
        }
      } else if (origin instanceof Origin.Elsewhere elsewhere) {
        sentences.add(elsewhere.how());
      } else if (origin instanceof Origin.Nowhere nowhere) {
        sentences.add(platform.title() + " has no " + tool.executable() + ": " + nowhere.why());
      }
    }
    List<String> all = new ArrayList<>(sentences);
    if (!packages.isEmpty()) {
      all.add(0, platform.install(List.copyOf(packages)));
    }
    return String.join("; ", all);
  }

  /**
   * For any release of a platform.
   *
   * @param platform which
   * @param tool what is needed
   * @return the command or the sentence
   */
  public static String on(Platform platform, Tool tool) {
    if (tool.on(platform) instanceof Origin.PackagesUntil until) {
      return platform.install(until.names()) + " (up to " + platform.title() + " " + until.last() + "; later: " + until.after() + ")";
    }
    return on(new Host(Optional.of(platform), platform.title(), ""), List.of(tool));
  }

  /** A derivative's release tells nothing of its origin's; its users know best what its archive holds. */
  private static boolean has(Host host, Origin.PackagesUntil until) {
    String release = host.release().matches("\\d{1,6}(\\.\\d{1,6})*") ? host.release() : "0";
    return ToolVersion.of(release).compareTo(ToolVersion.of(until.last())) <= 0;
  }
}
