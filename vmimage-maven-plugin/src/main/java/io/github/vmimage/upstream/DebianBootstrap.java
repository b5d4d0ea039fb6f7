package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digests;
import io.github.vmimage.files.Folders;
import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs the shipped script that makes a bootable disk from a package archive. */
final class DebianBootstrap {
  private static final String SCRIPT = "bootstrap-debian-disk.sh";

  /** A minute and a half on two idle cores; slow mirrors and busy machines take many times that. */
  private static final Duration LIMIT = Duration.ofMinutes(60);

  /** The script's exit code for a machine that lacks something. */
  private static final int NOT_STARTED = 2;

  private final Processes processes;
  private final byte[] script;
  private final Progress progress;

  DebianBootstrap(Processes processes, byte[] script, Progress progress) {
    this.processes = processes;
    this.script = script.clone();
    this.progress = progress;
  }

  /** The script in this jar. */
  static byte[] shippedScript() {
    try (InputStream in = DebianBootstrap.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException("the jar is not whole: " + SCRIPT + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String scriptSha256() {
    return Digests.sha256(script);
  }

  /**
   * What to make.
   *
   * @param suite such as {@code bookworm}
   * @param keyring the only keys apt may trust, in binary form
   * @param sources as apt reads them
   * @param packages names
   * @param size such as {@code 8G}
   * @param epoch time of all files, in seconds since 1970
   */
  record Order(String suite, byte[] keyring, List<AptSource> sources, List<String> packages, String size, long epoch) {}

  /**
   * What was made.
   *
   * @param disk qcow2
   * @param releaseFiles folder with the release files that apt used, by apt's names
   * @param packagesList the installed packages
   */
  record Made(Path disk, Path releaseFiles, Path packagesList) {}

  /**
   * Makes the disk.
   *
   * @param order what to make
   * @param work emptied first
   */
  Made run(Order order, Path work) {
    try {
      Folders.remove(work);
      Files.createDirectories(work);
      Path scriptFile = Files.write(work.resolve(SCRIPT), script);
      Path keyring = Files.write(work.resolve("keyring.gpg"), order.keyring());
      Path sources = Files.write(work.resolve("sources.list"), order.sources().stream().map(AptSource::line).toList());
      Made made = new Made(work.resolve("disk.qcow2"), work.resolve("release-files"), work.resolve("packages.txt"));
      Path log = work.resolve("bootstrap.log");
      Command command = Command.of(Tool.SH, scriptFile, "--suite", order.suite(), "--keyring", keyring, "--sources", sources,
          "--packages", String.join(" ", order.packages()), "--size", order.size(), "--name", hostName(order.suite()),
          "--epoch", order.epoch(), "--work", work.resolve("scratch"), "--release-files", made.releaseFiles(),
          "--packages-list", made.packagesList(), "--output", made.disk()).within(LIMIT).logged(log).listening(this::tell);
      check(processes.run(command), order.suite(), log);
      return made;
    } catch (IOException e) {
      throw ArchiveProblems.unusableFolder(work, e.toString()).because(e);
    } finally {
      progress.stepEnds();
    }
  }

  private void tell(String line) {
    if (line.startsWith("bootstrap: ")) {
      progress.info(line);
      progress.step(line, 0, 0);
    } else {
      progress.debug(line);
    }
  }

  private static void check(Outcome outcome, String suite, Path log) {
    if (outcome.exitCode() == NOT_STARTED) {
      throw ArchiveProblems.notStarted(suite, log, outcome.tail(5)).asException();
    }
    if (!outcome.succeeded()) {
      throw ArchiveProblems.bootstrapFailed(suite, outcome.exitCode(), log, lastLines(outcome)).asException();
    }
  }

  /** The script's verdict is on standard error, mmdebstrap's reasons on standard output. */
  private static String lastLines(Outcome outcome) {
    List<String> out = outcome.stdout();
    return String.join("\n", out.subList(Math.max(0, out.size() - 12), out.size())) + "\n" + outcome.tail(3);
  }

  private static String hostName(String suite) {
    return suite.replaceAll("[^a-z0-9]+", "-").replaceAll("-+$", "");
  }
}
