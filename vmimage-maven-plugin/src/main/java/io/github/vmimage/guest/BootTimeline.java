package io.github.vmimage.guest;

import java.util.Comparator;
import java.util.List;

/**
 * How far a guest got, and when.
 *
 * @param milestones in the order in which they were reached
 */
public record BootTimeline(List<Milestone> milestones) {

  /** Sorts by time. */
  public BootTimeline {
    milestones = milestones.stream().sorted(Comparator.comparingLong(Milestone::millis)).toList();
  }

  /**
   * Whether the guest came so far.
   *
   * @param milestone one of the constants of {@link Milestone}
   * @return true once it was reached
   */
  public boolean hasReached(String milestone) {
    return milestones.stream().anyMatch(m -> m.name().equals(milestone));
  }

  /**
   * One point of a boot.
   *
   * @param name one of the constants of {@link Milestone}
   * @param millis milliseconds since QEMU was started
   */
  public record Milestone(String name, long millis) {
    /** QEMU runs. */
    public static final String STARTED = "started";
    /** The first byte on the serial console. */
    public static final String CONSOLE = "console";
    /** The kernel began; computed from the guest's own clock, so it is there only if somebody got in. */
    public static final String KERNEL = "kernel";
    /** The kernel started init; computed like {@link #KERNEL}, where systemd tells it. */
    public static final String USERSPACE = "userspace";
    /** The SSH server said who it is. */
    public static final String SSH = "ssh";
    /** Somebody got in. */
    public static final String LOGIN = "login";
    /** cloud-init has done all that a first boot asks of it; absent where the guest has none. */
    public static final String CLOUD_INIT = "cloud-init";
    /** systemd has started everything; absent where something else is init. */
    public static final String RUNNING = "running";
  }
}
