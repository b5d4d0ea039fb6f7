package io.github.vmimage.packer;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Watch;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Progress;
import io.github.vmimage.report.SerialConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs Packer once. Without shared state: builds may run side by side. */
public final class PackerBuild {
  private static final Duration INIT_LIMIT = Duration.ofMinutes(10);
  /** Packer, told to stop, ends the guest and removes its disk. */
  private static final Duration GRACE = Duration.ofSeconds(30);

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
    OpenedFiles opened = new OpenedFiles();
    BuildClock clock = new BuildClock(request.limits(), System::nanoTime);
    try (PackerTranscript transcript = new PackerTranscript(masked::mask, progress, timed(clock, opened, request.guest()),
        request.log())) {
      Files.createDirectories(request.cacheDirectory());
      new SerialConsole(request.serial()).clear();
      Command command = binary.command("build", "-machine-readable", "-on-error=cleanup", "-var-file=" + file,
          request.staging().template()).in(request.staging().directory()).env(request.environment())
          .env("PACKER_CACHE_DIR", request.cacheDirectory().toAbsolutePath().toString()).grace(GRACE)
          .within(request.limits().whole().plus(GRACE)).watched(watch(clock, opened, transcript, request))
          .listening(transcript::accept);
      Outcome outcome = masked.run(command);
      if (!outcome.succeeded()) {
        throw (clock.isBooting() && !wasStopped(outcome) ? unanswered(outcome, transcript, request)
            : failure(outcome, transcript, request)).asException();
      }
      List<PackerArtifact> made = transcript.artifacts(request.staging().directory());
      if (made.isEmpty()) {
        throw BuildProblems.madeNothing(request.log()).asException();
      }
      return new BuiltImage(made, binary.version().toString(), opened.list());
    } catch (IOException e) {
      throw BuildProblems.logNotWritten(request.log(), e.toString()).because(e);
    } finally {
      variables.clean(file);
      // Packer has ended, and its guest with it.
      new SerialConsole(request.serial()).settle();
    }
  }

  private static GuestListener timed(BuildClock clock, OpenedFiles opened, GuestListener guest) {
    return new GuestListener() {
      @Override
      public void line(String build, String text) {
        clock.line(build, text);
        opened.line(build, text);
        guest.line(build, text);
      }

      @Override
      public Optional<Problem> failure() {
        return guest.failure();
      }
    };
  }

  private static Watch watch(BuildClock clock, OpenedFiles opened, PackerTranscript transcript, BuildRequest request) {
    GuestProcess guest = new GuestProcess(opened);
    // Looked for from the start: one that dies early must have been seen.
    return packer -> guest.hasEnded(packer) && clock.needsGuest()
        ? Optional.of(BuildProblems.guestEnded(lastWords(transcript.lastLines(), request), request.log(), request.serial()))
        : clock.overrun().map(o -> overrun(o, lastWords(transcript.lastLines(), request), request.log()));
  }

  private static Problem overrun(BuildClock.Overrun overrun, String lastLines, Path log) {
    return switch (overrun.what()) {
      case BOOT -> BuildProblems.guestNotAnswering(overrun.build(), overrun.limit(), lastLines, log);
      case PROVISIONING -> BuildProblems.guestNotConfigured(overrun.build(), overrun.limit(), lastLines, log);
      case WHOLE -> BuildProblems.notFinished(overrun.limit(), lastLines, log);
    };
  }

  /** Packer's own limit was reached first: the template's {@code ssh_timeout}. */
  private static Problem unanswered(Outcome outcome, PackerTranscript transcript, BuildRequest request) {
    return BuildProblems.guestNeverAnswered(outcome.exitCode(), lastWords(request.names().text(transcript.lastLines()), request),
        request.log(), request.serial());
  }

  private static String lastWords(String packer, BuildRequest request) {
    List<String> console = new SerialConsole(request.serial()).tail();
    return (console.isEmpty() ? "the guest's serial console said nothing" : "the guest's serial console, its last lines:\n"
        + String.join("\n", console)) + "\nPacker, its last lines:\n" + packer;
  }

  /** Fetches the plugins that a template asks for, where Packer has left them out of its binary. */
  static void init(Processes processes, PackerBinary binary, TemplateInspection template, TemplateStaging staging) {
    if (!binary.understandsRequiredPlugins() || template.pluginBlocks().isEmpty()) {
      return;
    }
    Outcome outcome = processes.run(binary.command("init", staging.template()).in(staging.directory()).within(INIT_LIMIT));
    if (!outcome.succeeded()) {
      throw BuildProblems.pluginsNotInstalled(template.pluginBlocks().get(0), outcome.command(), outcome.tail(20)).asException();
    }
  }

  private static boolean wasStopped(Outcome outcome) {
    return outcome.exitCode() < 0 || outcome.exitCode() > 128;
  }

  private static Problem failure(Outcome outcome, PackerTranscript transcript, BuildRequest request) {
    String reason = request.names().text(transcript.reason());
    Optional<Problem> known = request.guest().failure();
    if (known.isPresent()) {
      return BuildProblems.inTheGuest(known.get(), request.names(), request.log());
    }
    if (transcript.crashed()) {
      return BuildProblems.crashed(request.log(), request.staging().directory().resolve("crash.log"), reason);
    }
    return wasStopped(outcome) ? BuildProblems.stopped(request.log(), outcome.exitCode(), reason)
        : BuildProblems.failed(request.log(), outcome.exitCode(), reason);
  }
}
