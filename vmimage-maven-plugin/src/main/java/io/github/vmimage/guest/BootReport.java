package io.github.vmimage.guest;

import io.github.vmimage.guest.BootTimeline.Milestone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a guest that lets somebody in is asked of its own boot, and when it says to have come how far. */
final class BootReport {
  /**
   * Waits for the end of the boot and tells its times. systemd's own wait costs the guest nothing; it waits for cloud-init too, whose
   * {@code status --wait} would keep an emulated guest busy with looking. An older systemd (before 240) does not know how to wait, and then
   * it is asked. systemctl tells of a degraded system by its exit code: what failed is asked for later.
   */
  static final String SCRIPT = """
      if [ -d /run/systemd/system ]; then
        systemctl is-system-running --wait >/dev/null 2>&1
        while case "$(systemctl is-system-running 2>/dev/null)" in initializing|starting) ;; *) false ;; esac; do sleep 2; done
        read -r up rest </proc/uptime
        echo "uptime $up"
        echo "running"
        echo "userspace $(systemctl show -p UserspaceTimestampMonotonic --value 2>/dev/null)"
        echo "cloud-init $(systemctl show -p ExecMainExitTimestampMonotonic --value cloud-final.service 2>/dev/null)"
      else
        if command -v cloud-init >/dev/null 2>&1; then
          while [ ! -s /run/cloud-init/result.json ] && [ ! -e /run/cloud-init/disabled ]; do sleep 2; done
          echo "cloud-init"
        fi
        read -r up rest </proc/uptime
        echo "uptime $up"
      fi
      """;

  /** Names what systemd is about to start, one in a line. */
  static final String JOBS = """
      systemctl list-jobs --no-legend --no-pager | while read -r job unit type state; do [ "$state" = running ] && echo "$unit"; done
      """;

  /** Seconds since the kernel began, with a fraction; systemd's times are microseconds since then, and 0 or nothing where there is none. */
  private static final Pattern UPTIME = Pattern.compile("uptime ([0-9]{1,9}(?:\\.[0-9]{1,9})?)");
  private static final Pattern TIME = Pattern.compile("(userspace|cloud-init) ([1-9][0-9]{0,17})");

  private final BootWatch watch;
  private long kernel;

  BootReport(BootWatch watch) {
    this.watch = watch;
  }

  /** Takes one line of what the script says. */
  void line(String line) {
    Matcher uptime = UPTIME.matcher(line);
    Matcher time = TIME.matcher(line);
    if (line.equals("running") || line.equals("cloud-init")) {
      watch.reached(line.equals("running") ? Milestone.RUNNING : Milestone.CLOUD_INIT);
    } else if (uptime.matches()) {
      kernel = watch.sinceStart().toMillis() - Math.round(Double.parseDouble(uptime.group(1)) * 1000);
      watch.reached(Milestone.KERNEL, kernel);
    } else if (time.matches()) {
      watch.reached(time.group(1).equals("userspace") ? Milestone.USERSPACE : Milestone.CLOUD_INIT,
          kernel + Long.parseLong(time.group(2)) / 1000);
    }
  }
}
