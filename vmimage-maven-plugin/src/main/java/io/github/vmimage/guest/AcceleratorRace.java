package io.github.vmimage.guest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Finds the faster of KVM and TCG by running a probe guest under each. That {@code /dev/kvm} can be opened proves nothing: with
 * nested virtualisation KVM can be ten times slower than software emulation, or not get anywhere.
 *
 * <p>TCG runs first; KVM then has as long as TCG took and {@link #HEAD_START} more, so the race costs about a second at most. The
 * verdict is kept per boot of the machine and version of QEMU.
 */
public final class AcceleratorRace {
  /** How much longer than TCG the probe may take under KVM before KVM has lost: starting it costs a little. */
  static final Duration HEAD_START = Duration.ofSeconds(1);

  private static final Duration TCG_LIMIT = Duration.ofSeconds(20);
  /** What the probe writes to isa-debug-exit, as QEMU turns it into an exit code: (0x10 &lt;&lt; 1) | 1. */
  private static final int PROBE_DONE = 33;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Path KVM = Path.of("/dev/kvm");

  private final Processes processes;
  private final Path kvm;
  private final Path bootId;

  /**
   * Makes a race on this machine.
   *
   * @param processes starts QEMU
   */
  public AcceleratorRace(Processes processes) {
    this(processes, KVM, Path.of("/proc/sys/kernel/random/boot_id"));
  }

  AcceleratorRace(Processes processes, Path kvm, Path bootId) {
    this.processes = processes;
    this.kvm = kvm;
    this.bootId = bootId;
  }

  /**
   * Whether a race would be run, or its verdict be looked up, where the user leaves the choice: QEMU is asked for its version then.
   *
   * @return true where this user may use KVM on this machine
   */
  public static boolean isPossible() {
    return isUsable(KVM);
  }

  private static boolean isUsable(Path device) {
    return Files.isReadable(device) && Files.isWritable(device);
  }

  /** What was found out, and for which machine. */
  private record Verdict(String bootId, String qemu, AcceleratorChoice choice) {}

  /**
   * Chooses.
   *
   * @param wanted the user's choice
   * @param memory folder where the verdict is remembered; an unwritable one only costs the race again
   * @param temporary an existing folder for the probe guest's disk
   * @return what to run the guest with
   * @throws io.github.vmimage.report.ProblemException when QEMU is absent or cannot run the probe at all
   */
  public AcceleratorChoice choose(Accelerator wanted, Path memory, Path temporary) {
    if (wanted != Accelerator.AUTO) {
      return AcceleratorChoice.withoutRace(wanted.toString(), "as configured");
    }
    if (!isUsable(kvm)) {
      return AcceleratorChoice.withoutRace("tcg", "this machine offers no KVM that " + System.getProperty("user.name") + " may use");
    }
    String qemu = processes.require(Command.of(Tool.QEMU, "-version")).stdout().stream().findFirst().orElse("");
    Path file = memory.resolve("accelerator.json");
    Verdict known = read(file);
    String boot = bootId();
    if (known == null || known.choice() == null || boot.isEmpty() || !known.bootId().equals(boot) || !known.qemu().equals(qemu)) {
      known = new Verdict(boot, qemu, race(temporary));
      write(file, known);
    }
    return known.choice();
  }

  private AcceleratorChoice race(Path temporary) {
    Path probe = unpackProbe(temporary);
    try {
      long tcg = run("tcg", probe, TCG_LIMIT)
          .orElseThrow(() -> GuestProblems.probeFails(TCG_LIMIT.toSeconds() + " s", Tool.QEMU.install()).asException());
      OptionalLong fast = run("kvm", probe, Duration.ofMillis(tcg).plus(HEAD_START));
      String kvmTime = fast.isPresent() ? fast.getAsLong() + " ms" : "no answer";
      boolean kvmWins = fast.isPresent() && fast.getAsLong() <= tcg;
      String why = String.format(Locale.ROOT, "probe guest: KVM %s, TCG %d ms", kvmTime, tcg);
      return new AcceleratorChoice(kvmWins ? "kvm" : "tcg", why, fast.orElse(-1), tcg);
    } finally {
      probe.toFile().delete();
    }
  }

  /** Milliseconds to the end of the probe, or nothing where it did not end as it should within the limit. */
  private OptionalLong run(String accelerator, Path probe, Duration limit) {
    Command command = Command.of(Tool.QEMU, "-accel", accelerator, "-m", 16, "-display", "none", "-nodefaults", "-no-user-config",
        "-no-reboot", "-device", "isa-debug-exit,iobase=0xf4,iosize=0x04",
        "-drive", "file=" + probe.toString().replace(",", ",,") + ",format=raw,if=ide,snapshot=on").within(limit);
    try {
      Outcome outcome = processes.run(command);
      return outcome.exitCode() == PROBE_DONE ? OptionalLong.of(outcome.duration().toMillis()) : OptionalLong.empty();
    } catch (ProblemException tooSlow) {
      return OptionalLong.empty();
    }
  }

  private static Path unpackProbe(Path temporary) {
    try (InputStream in = AcceleratorRace.class.getResourceAsStream("probe.bin")) {
      Path file = Files.createTempFile(temporary, "vmimage-probe-", ".bin");
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw GuestProblems.probeNotUnpacked(temporary, e.toString()).because(e);
    }
  }

  private String bootId() {
    try {
      return Files.readString(bootId).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static Verdict read(Path file) {
    try {
      return Files.exists(file) ? JSON.readValue(file.toFile(), Verdict.class) : null;
    } catch (IOException damaged) {
      return null;
    }
  }

  private static void write(Path file, Verdict verdict) {
    try {
      Files.createDirectories(file.getParent());
      Path part = Files.createTempFile(file.getParent(), "accelerator", ".part");
      try {
        JSON.writeValue(part.toFile(), verdict);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // Only a memory: the next build races again.
    }
  }
}
