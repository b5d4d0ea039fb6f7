package io.github.vmimage.guest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory that a guest could have on this machine now. */
public final class FreeMemory {
  /** proc(5): an estimate of what programs can get without swapping; MemFree alone leaves out what the page cache would give back. */
  private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d{1,15}) kB$");

  private FreeMemory() {}

  /**
   * Asks the system.
   *
   * @return bytes; empty where the system does not tell
   */
  public static OptionalLong bytes() {
    return bytes(Path.of("/proc/meminfo"));
  }

  static OptionalLong bytes(Path meminfo) {
    try {
      Matcher available = AVAILABLE.matcher(Files.readString(meminfo));
      if (available.find()) {
        return OptionalLong.of(Long.parseLong(available.group(1)) * 1024);
      }
    } catch (IOException notLinux) {
      // Asked below.
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
        ? OptionalLong.of(system.getFreeMemorySize()) : OptionalLong.empty();
  }
}
