package io.github.vmimage.packer;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.FoundTool;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import java.time.Duration;
import java.util.Map;

/**
 * A Packer that can be used.
 *
 * @param executable name or path
 * @param version what it says it is
 */
public record PackerBinary(String executable, PackerVersion version) {
  /** The first version whose machine-readable output, HCL2 and JSON variable files behave as this room expects. */
  static final PackerVersion OLDEST = PackerVersion.of(Tool.PACKER.oldest().orElseThrow());
  private static final PackerVersion FIRST_WITH_PLUGINS = new PackerVersion(1, 7, 0);

  /** Exit codes above tell the signal that ended a program. */
  private static final int SIGNAL = 128;

  /** Nothing calls home, nothing is coloured. */
  private static final Map<String, String> ENVIRONMENT = Map.of("CHECKPOINT_DISABLE", "1", "PACKER_NO_COLOR", "1");

  /**
   * Takes what was found, and asks it again only where it did not tell its version.
   *
   * @param processes starts it
   * @param found a program that is there
   * @return the binary
   * @throws io.github.vmimage.report.ProblemException when it is another program of that name
   */
  public static PackerBinary of(Processes processes, FoundTool found) {
    return found.version().map(v -> new PackerBinary(found.asked(), PackerVersion.of(v))).orElseGet(() -> locate(processes, found.asked()));
  }

  /**
   * Finds Packer and asks for its version.
   *
   * @param processes starts it
   * @param nameOrPath the user's choice; null or empty takes {@code packer} from the PATH
   * @return the binary
   * @throws io.github.vmimage.report.ProblemException when it is absent, older than 1.6.6, or another program of that name
   */
  static PackerBinary locate(Processes processes, String nameOrPath) {
    String executable = nameOrPath == null || nameOrPath.isBlank() ? Tool.PACKER.executable() : nameOrPath;
    Outcome outcome = processes.run(Command.of(Tool.PACKER, "version").by(executable).env(ENVIRONMENT).within(Duration.ofSeconds(30)));
    if (outcome.exitCode() > SIGNAL) {
      throw PackerProblems.stoppedAtVersion(executable, outcome.exitCode()).asException();
    }
    PackerVersion version = PackerVersion.parse(outcome.out())
        .orElseThrow(() -> PackerProblems.otherProgram(executable, outcome.out() + outcome.tail(3)).asException());
    if (version.compareTo(OLDEST) < 0) {
      throw PackerProblems.tooOld(executable, version.toString(), OLDEST.toString(), Tool.PACKER.install()).asException();
    }
    return new PackerBinary(executable, version);
  }

  /**
   * Whether it knows {@code packer init} and {@code required_plugins}.
   *
   * @return true from 1.7.0 on; an older one refuses a template with that block
   */
  public boolean understandsRequiredPlugins() {
    return version.compareTo(FIRST_WITH_PLUGINS) >= 0;
  }

  Command command(Object... arguments) {
    return Command.of(Tool.PACKER, arguments).by(executable).env(ENVIRONMENT);
  }
}
