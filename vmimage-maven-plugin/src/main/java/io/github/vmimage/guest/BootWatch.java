package io.github.vmimage.guest;

import io.github.vmimage.guest.BootTimeline.Milestone;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.SerialConsole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Follows one boot: notes the milestones, and knows from the console and from them what a guest that does not come up suffers from. */
final class BootWatch {
  /** What a console says where nothing more will come, and what it means; the cause before its consequences. */
  private static final List<Fault> FAULTS = List.of(
      new Fault(".*(Kernel panic - not syncing|Unable to mount root fs).*", "its kernel panicked"),
      // systemd says it before anything else, goes on, and then DHCP fails for want of an identity.
      new Fault(".*System cannot boot: Missing \\S*/machine-id .*", "it has no /etc/machine-id, which is to be empty in an image, not absent"),
      new Fault("You are in emergency mode.*|.*Emergency Mode.*|.*Cannot open access to console, the root account is locked.*"
          + "|.*Give root password for maintenance.*|.*emergency\\.target - Emergency Mode.*|.*Entering emergency mode.*",
          "it is in emergency mode"),
      new Fault("\\(initramfs\\).*|.*Gave up waiting for root (file system )?device.*", "its initramfs does not find the root file system"),
      new Fault(".*(No bootable device|Boot failed: not a bootable disk|grub rescue>).*", "its disk cannot be booted"));
  /** systemd's own words for what it could not start. */
  private static final Pattern NOT_STARTED = Pattern.compile("\\[(?:FAILED|DEPEND| TIME )\\] .*");
  private static final int MOST_TELLING = 6;
  private static final Pattern PROMPT = Pattern.compile(".*\\blogin: *");

  /**
   * A kernel tries its timer in its first moments, and gives up where QEMU is late with it, because this machine is busy. The disk is not
   * to blame; under KVM, Hyper-V and their kind kernels do not try.
   */
  private static final Pattern LATE_TIMER = Pattern.compile(".*IO-APIC \\+ timer doesn't work!.*");
  private static final int MOST_STARTS = 3;

  private final TestGuestRequest request;
  private final SerialConsole console;
  private final long begin = System.nanoTime();
  private final List<Milestone> milestones = new ArrayList<>();
  private long seen;
  private int starts = 1;
  /** Lines of the console that earlier starts wrote. */
  private int before;

  private record Fault(Pattern line, String meaning) {
    Fault(String line, String meaning) {
      this(Pattern.compile(line), meaning);
    }
  }

  BootWatch(TestGuestRequest request) {
    this.request = request;
    this.console = new SerialConsole(request.console());
    reached(Milestone.STARTED);
  }

  Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  Duration left() {
    return request.limit().minus(sinceStart());
  }

  boolean isLate() {
    return left().isNegative();
  }

  void reached(String milestone) {
    reached(milestone, sinceStart().toMillis());
  }

  synchronized void reached(String milestone, long millis) {
    if (!hasReached(milestone)) {
      milestones.add(new Milestone(milestone, Math.max(0, millis)));
    }
  }

  private synchronized boolean hasReached(String milestone) {
    return milestones.stream().anyMatch(m -> m.name().equals(milestone));
  }

  synchronized BootTimeline timeline() {
    return new BootTimeline(milestones);
  }

  /** Looks at the console: what will never come up need not be waited for. */
  Optional<Problem> verdict() {
    long length = request.console().toFile().length();
    if (length == seen) {
      return Optional.empty();
    }
    seen = length;
    List<String> lines = said();
    if (!lines.isEmpty()) {
      reached(Milestone.CONSOLE);
    }
    return fault(lines).map(fault -> GuestProblems.notUp(request.name(), fault, request.console(), shown()));
  }

  /** Whether this start failed for want of time alone and another one is worth it; it is counted. */
  boolean mayStartAgain() {
    List<String> lines = said();
    if (starts == MOST_STARTS || !has(lines, LATE_TIMER)) {
      return false;
    }
    starts++;
    before += lines.size();
    return true;
  }

  int starts() {
    return starts;
  }

  /** What was said since the last start. */
  private List<String> said() {
    List<String> all = console.lines();
    return all.subList(Math.min(before, all.size()), all.size());
  }

  private static Optional<String> fault(List<String> lines) {
    return FAULTS.stream().filter(f -> has(lines, f.line())).map(Fault::meaning).findFirst();
  }

  private static boolean has(List<String> lines, Pattern pattern) {
    return lines.stream().anyMatch(l -> pattern.matcher(l).matches());
  }

  /** What to say when the time is over: how far it got, from the last step back to the first; and what was said of that step. */
  Problem late(String said) {
    String got;
    List<String> lines = said();
    if (hasReached(Milestone.LOGIN)) {
      got = "somebody got in, but not everything is started" + after(said);
    } else if (hasReached(Milestone.SSH)) {
      got = "its SSH server answers, but the new user is refused" + after(said);
    } else if (has(lines, PROMPT)) {
      got = "its console shows a login prompt, but no SSH server answers: it has no network, or no SSH server runs";
    } else if (!lines.isEmpty() && SerialConsole.isMovement(lines.get(lines.size() - 1))) {
      got = "it still waits for one of its own jobs, and no SSH server answers: " + lines.get(lines.size() - 1);
    } else if (!lines.isEmpty()) {
      got = "its console shows neither a login prompt nor a fault, and no SSH server answers";
    } else {
      got = "it says nothing on its serial console, and no SSH server answers: there is no boot loader, or it has no console=ttyS0";
    }
    return GuestProblems.notUpInTime(request.name(), request.limit().toMinutes(), got, request.console(), shown());
  }

  private static String after(String said) {
    return said.isBlank() ? "" : ": " + said.strip();
  }

  Problem ended(String said) {
    return GuestProblems.qemuEnded(request.name(), said, request.console(), shown());
  }

  /** What tells most, then the end: systemd goes on after what went wrong. */
  private List<String> shown() {
    Set<String> shown = said().stream().filter(l -> NOT_STARTED.matcher(l).matches() || FAULTS.stream()
        .anyMatch(f -> f.line().matcher(l).matches())).limit(MOST_TELLING).collect(Collectors.toCollection(LinkedHashSet::new));
    shown.addAll(console.tail());
    return List.copyOf(shown);
  }
}
