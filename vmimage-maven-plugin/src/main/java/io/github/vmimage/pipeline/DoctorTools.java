package io.github.vmimage.pipeline;

import io.github.vmimage.disk.FuseDevice;
import io.github.vmimage.pipeline.DoctorLine.Section;
import io.github.vmimage.pipeline.DoctorLine.State;
import io.github.vmimage.process.FoundTool;
import io.github.vmimage.process.Installation;
import io.github.vmimage.process.Platform;
import io.github.vmimage.process.Tool;
import io.github.vmimage.process.ToolVersion;
import io.github.vmimage.process.Toolbox;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks at the external programs. */
final class DoctorTools {
  private final Toolbox toolbox;
  private final Map<Tool, List<String>> goals;

  /** Knows which goals call each program. */
  DoctorTools(Toolbox toolbox, Map<Tool, List<String>> goals) {
    this.toolbox = toolbox;
    this.goals = goals;
  }

  /** Asks one program who it is. */
  DoctorLine line(Tool tool) {
    FoundTool found = toolbox.ask(tool);
    List<String> callers = goals.getOrDefault(tool, List.of());
    State state = state(found, !callers.isEmpty());
    String oldest = tool.oldest().map(v -> v + " or later").orElse("any");
    String version = found.version().map(ToolVersion::toString).orElse(null);
    DoctorLine line = new DoctorLine(Section.TOOLS, state, tool.executable(), List.of(), Map.of(), "")
        .cell(found.isMissing() ? "not found" : version == null ? "found" : version).cell(oldest)
        .cell(callers.isEmpty() ? "-" : String.join(", ", callers)).cell(found.path().map(Object::toString).orElse(""))
        .fact("found", version).fact("needed", tool.oldest().map(ToolVersion::toString).orElse(null))
        .fact("path", found.path().map(Object::toString).orElse(null)).fact("goals", callers).fact("install", install(tool));
    return switch (state) {
      case MISSING, FAILED -> line.next(tool.install());
      case WARNING -> line.next("run it by hand, it does not tell its version: " + found.path().orElseThrow());
      default -> line;
    };
  }

  private static State state(FoundTool found, boolean needed) {
    if (!needed && (found.isMissing() || found.isTooOld())) {
      return State.NOT_NEEDED;
    }
    if (found.isMissing()) {
      return State.MISSING;
    }
    if (found.isTooOld()) {
      return State.FAILED;
    }
    return needed && found.tool().oldest().isPresent() && found.version().isEmpty() ? State.WARNING : State.OK;
  }

  private static Map<String, String> install(Tool tool) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Platform platform : Platform.values()) {
      all.put(platform.name().toLowerCase(Locale.ROOT), Installation.on(platform, tool));
    }
    return all;
  }

  /** The one thing of the kernel that the audit needs. */
  static DoctorLine fuse() {
    try {
      FuseDevice.require();
      return line(State.OK, "usable");
    } catch (ProblemException e) {
      Problem problem = e.problems().get(0);
      return line(State.FAILED, problem.seen()).next(problem.next());
    }
  }

  private static DoctorLine line(State state, String text) {
    return new DoctorLine(Section.TOOLS, state, "/dev/fuse", List.of(text, "any", "audit, attach"), Map.of("text", text), "");
  }
}
