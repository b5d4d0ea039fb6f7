package io.github.vmimage.packer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files QEMU's options give to a guest: disks, discs, floppies, folders, kernel and initial RAM disk. Firmware ({@code -bios}, a
 * drive with {@code if=pflash}) is the machine's, not the image's, and left out. Options as in qemu(1), version 7.2.
 */
final class QemuFiles {
  private static final Set<String> FILES = Set.of("-hda", "-hdb", "-hdc", "-hdd", "-cdrom", "-fda", "-fdb", "-sd", "-mtdblock", "-kernel",
      "-initrd", "-dtb");
  private static final Set<String> LISTS = Set.of("-drive", "-blockdev", "-fsdev", "-virtfs", "-acpitable");
  private static final Pattern NAMED = Pattern.compile("(?:^|,)(?:(?:[a-z-]+\\.)*(?:file|filename|path|data))=((?:[^,]|,,)*)");
  private static final Pattern QUOTED = Pattern.compile("\"(?:file|filename|path)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  /** Drivers that QEMU takes in front of a name; what they lead to is a folder or a file of this machine. */
  private static final Pattern DRIVER = Pattern.compile("^(?:fat:(?:rw:|floppy:|\\d+:)*|file:(?://)?|raw:)");

  private QemuFiles() {}

  /** Whether an option can give a file to the guest. */
  static boolean opens(String option) {
    return FILES.contains(plain(option)) || LISTS.contains(plain(option));
  }

  /** The files of one option; none where the option gives none. */
  static List<String> of(String option, String value) {
    if (FILES.contains(plain(option))) {
      return value.isBlank() ? List.of() : List.of(name(value));
    } else if (!LISTS.contains(plain(option)) || value.matches("(?:.*,)?if=pflash(?:,.*)?")) {
      return List.of();
    }
    String protectedCommas = value.replace(",,", "\u0004");
    Matcher named = (value.stripLeading().startsWith("{") ? QUOTED.matcher(value) : NAMED.matcher(protectedCommas));
    List<String> files = new ArrayList<>();
    while (named.find()) {
      // A node of a graph is named like a file, and is none.
      boolean node = plain(option).equals("-blockdev") && named.group().matches(",?file=.*");
      if (!node && !named.group(1).isBlank()) {
        files.add(name(named.group(1).replace("\u0004", ",")));
      }
    }
    return List.copyOf(files);
  }

  /** The files of a whole command line. */
  static Stream<String> of(List<String> commandLine) {
    List<String> files = new ArrayList<>();
    for (int n = 0; n + 1 < commandLine.size(); n++) {
      files.addAll(of(commandLine.get(n), commandLine.get(n + 1)));
    }
    return files.stream();
  }

  /** QEMU takes two dashes for one. */
  private static String plain(String option) {
    return option.startsWith("--") ? option.substring(1) : option;
  }

  private static String name(String file) {
    return DRIVER.matcher(file).replaceFirst("");
  }
}
