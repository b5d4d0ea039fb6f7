package io.github.vmimage.packer;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Watch;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problem.Cause;
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
    BuildClock clock = new BuildClock(request.limits(), System::nanoTime);
    try (PackerTranscript transcript = new PackerTranscript(masked::mask, progress, timed(clock, request.guest()), request.log())) {
      Files.createDirectories(request.cacheDirectory());
      new SerialConsole(request.serial()).clear();
      Command command = binary.command("build", "-machine-readable", "-on-error=cleanup", "-var-file=" + file,
          request.staging().template()).in(request.staging().directory()).env(request.environment())
          .env("PACKER_CACHE_DIR", request.cacheDirectory().toAbsolutePath().toString()).grace(GRACE)
          .within(request.limits().whole().plus(GRACE)).watched(watch(clock, transcript, request))
          .listening(transcript::accept);
      Outcome outcome = masked.run(command);
      if (!outcome.succeeded()) {
        throw (clock.isBooting() && !wasStopped(outcome) ? unanswered(outcome, transcript, request) : failure(outcome, transcript, request)).asException();
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

  private static GuestListener timed(BuildClock clock, GuestListener guest) {
    return new GuestListener() {
      @Override
      public void line(String build, String text) {
        clock.line(build, text);
        guest.line(build, text);
      }

      @Override
      public Optional<Problem> failure() {
        return guest.failure();
      }
    };
  }

  private static Watch watch(BuildClock clock, PackerTranscript transcript, BuildRequest request) {
    GuestProcess guest = new GuestProcess();
    // Looked for from the start: one that dies early must have been seen.
    return packer -> guest.hasEnded(packer) && clock.needsGuest() ? Optional.of(guestEnded(transcript, request))
        : clock.overrun().map(o -> overrun(o, transcript, request));
  }

  private static Problem guestEnded(PackerTranscript transcript, BuildRequest request) {
    return Problem.environment("The process of the guest ended while Packer needed it").at(request.log())
        .saw(lastWords(transcript.lastLines(), request))
        .next("find out who ended it (dmesg | tail tells whether memory ran out; -Dvmimage.memory=MIB gives the guest less), then run it"
            + " again; less " + request.serial());
  }

  private static Problem overrun(BuildClock.Overrun overrun, PackerTranscript transcript, BuildRequest request) {
    return Problem.environment(overrun.what()).at("<" + overrun.parameter() + "> (vmimage." + overrun.parameter() + ")")
        .saw(lastWords(transcript.lastLines(), request)).accepts("1 to 1440 minutes")
        .next("look at the lines above; if the machine is only slow: -Dvmimage." + overrun.parameter() + "=MINUTES; the whole log is "
            + request.log());
  }

  /** Packer's own limit was reached first: the template's {@code ssh_timeout}. */
  private static Problem unanswered(Outcome outcome, PackerTranscript transcript, BuildRequest request) {
    return Problem.environment("The guest never answered; Packer ended with exit code " + outcome.exitCode()).at(request.log())
        .saw(lastWords(request.names().text(transcript.lastLines()), request))
        .next("look at the lines above: does the guest boot, and does it start its SSH server? less " + request.serial());
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
      throw Problem.environment("Packer could not install the plugins that the template requires").at(template.pluginBlocks().get(0))
          .saw(outcome.tail(20)).next("run " + outcome.command() + " by hand; it needs the network once").asException();
    }
  }

  private static boolean wasStopped(Outcome outcome) {
    return outcome.exitCode() < 0 || outcome.exitCode() > 128;
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
    boolean stopped = wasStopped(outcome);
    String what = transcript.crashed() ? "Packer itself crashed" : stopped ? "Packer was stopped from outside, with exit code " + exit
        : "Packer's build failed with exit code " + exit;
    String next = transcript.crashed() ? "see " + request.staging().directory().resolve("crash.log") + ", or try another version of Packer"
        : "read the log named above from its end";
    Cause cause = transcript.crashed() || stopped ? Cause.ENVIRONMENT : Cause.PROJECT;
    return new Problem(cause, what, request.log().toString(), reason, "", next);
  }
}
