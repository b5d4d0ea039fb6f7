package io.github.vmimage.packer;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problem.Cause;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs Packer once. Without shared state: builds may run side by side. */
public final class PackerBuild {
  private static final Duration INIT_LIMIT = Duration.ofMinutes(10);

  private final Processes processes;
  private final Progress progress;

  /**
   * Makes a build.
   *
   * @param processes starts Packer
   * @param progress gets what Packer says, line by line
   */
  public PackerBuild(Processes processes, Progress progress) {
    this.processes = processes;
    this.progress = progress;
  }

  /**
   * Builds.
   *
   * @param binary which Packer
   * @param template what the template declares
   * @param variables the values, checked here with {@link PackerVariables#require()}
   * @param request where and how
   * @return what was made, at least one artifact
   * @throws io.github.vmimage.report.ProblemException when Packer fails, makes nothing or exceeds its limit
   */
  public BuiltImage run(PackerBinary binary, TemplateInspection template, PackerVariables variables, BuildRequest request) {
    variables.require();
    Processes masked = processes.hiding(variables.secrets());
    init(masked, binary, template, request.staging());
    new OutputDirectory(request.outputDirectory()).prepare();
    Path file = variables.write(request.scratch());
    try (PackerTranscript transcript = new PackerTranscript(masked::mask, progress, request.guest(), request.log())) {
      Files.createDirectories(request.cacheDirectory());
      Command command = binary.command("build", "-machine-readable", "-on-error=cleanup", "-var-file=" + file,
          request.staging().template()).in(request.staging().directory()).env(request.environment())
          .env("PACKER_CACHE_DIR", request.cacheDirectory().toAbsolutePath().toString()).within(request.limit())
          .listening(transcript::accept);
      Outcome outcome = run(masked, command, transcript, request);
      if (!outcome.succeeded()) {
        throw failure(outcome, transcript, request).asException();
      }
      List<PackerArtifact> made = transcript.artifacts(request.staging().directory());
      if (made.isEmpty()) {
        throw Problem.project("Packer succeeded and made nothing").at(request.log()).accepts("at least one file or cloud image")
            .next("give the template's build a source that makes an image; the null builder makes none").asException();
      }
      return new BuiltImage(made, binary.version().toString());
    } catch (IOException e) {
      throw Problem.environment("The log of Packer cannot be written").at(request.log()).saw(e.toString()).because(e);
    } finally {
      variables.clean(file);
    }
  }

  /** What stopped the program is told with Packer's own last lines instead of its machine-readable ones. */
  private static Outcome run(Processes processes, Command command, PackerTranscript transcript, BuildRequest request) {
    try {
      return processes.run(command);
    } catch (ProblemException e) {
      if (transcript.lastLines().isEmpty()) {
        throw e;
      }
      Problem p = e.problems().get(0);
      throw new Problem(p.cause(), p.what(), p.where(), transcript.lastLines(), p.accepted(),
          p.next() + "; the whole log is " + request.log()).because(e);
    }
  }

  /** Fetches the plugins that a template asks for, where Packer has left them out of its binary. */
  static void init(Processes processes, PackerBinary binary, TemplateInspection template, TemplateStaging staging) {
    if (!binary.understandsRequiredPlugins() || template.pluginBlocks().isEmpty()) {
      return;
    }
    Outcome outcome = processes.run(binary.command("init", staging.template()).in(staging.directory()).within(INIT_LIMIT));
    if (!outcome.succeeded()) {
      throw Problem.environment("Packer could not install the plugins that the template requires").at(template.pluginBlocks().get(0))
          .saw(outcome.tail(20)).next("run " + outcome.command() + " by hand; it needs the network once").asException();
    }
  }

  private static Problem failure(Outcome outcome, PackerTranscript transcript, BuildRequest request) {
    String reason = request.names().text(transcript.reason());
    Optional<Problem> known = request.guest().failure();
    if (known.isPresent()) {
      Problem p = known.get();
      return new Problem(p.cause(), p.what(), request.names().text(p.where()), request.names().text(p.seen()), p.accepted(),
          (p.next().isEmpty() ? "" : p.next() + "; ") + "the whole log is " + request.log());
    }
    int exit = outcome.exitCode();
    boolean stopped = exit < 0 || exit > 128;
    String what = transcript.crashed() ? "Packer itself crashed" : stopped ? "Packer was stopped from outside, with exit code " + exit
        : "Packer's build failed with exit code " + exit;
    String next = transcript.crashed() ? "see " + request.staging().directory().resolve("crash.log") + ", or try another version of Packer"
        : "tail -n 50 '" + request.log() + "'";
    Cause cause = transcript.crashed() || stopped ? Cause.ENVIRONMENT : Cause.PROJECT;
    return new Problem(cause, what, request.log().toString(), reason, "", next);
  }
}
