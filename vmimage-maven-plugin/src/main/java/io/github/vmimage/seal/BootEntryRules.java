package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** That the boot loader's entries are not those of the build's machine: kernel-install(8) names them after the machine ID. */
final class BootEntryRules {
  /** The same digit 32 times, as image builders write it, is no machine's. */
  private static final Pattern MACHINE_ID = Pattern.compile("(?i)(?!(?<digit>[0-9a-f])\\k<digit>{31})[0-9a-f]{32}");
  private static final Pattern ON_FIRMWARE = Pattern.compile("(?i).*?:/(?:loader/entries/)?" + MACHINE_ID.pattern() + "[-/].*");
  private static final List<String> BOOT = List.of("/boot", "/boot/efi", "/efi");

  static final List<SealRule> RULES = List.of(
      SealRule.error("boot-entries",
          "Entries that bear the machine ID of the build are never replaced by a machine with another one, which then boots by stale ones",
          "Let the role vmimage_seal rename them, and remove a machine ID from /etc/kernel/entry-token",
          BootEntryRules::entries));

  private BootEntryRules() {}

  private static void entries(Inspection i) {
    BOOT.stream().flatMap(boot -> Stream.of(boot + "/*", boot + "/loader/entries/*")).flatMap(pattern -> i.tree().glob(pattern).stream())
        .filter(entry -> beginsWithId(entry.name()))
        .filter(entry -> entry.kind() == Kind.FOLDER || entry.name().endsWith(".conf")).forEach(i::violation);
    i.beside().firmware().forEach(file -> {
      Matcher named = ON_FIRMWARE.matcher(file.path());
      if (named.matches()) {
        i.violation(file.path(), file.seen());
      }
    });
    if (MACHINE_ID.matcher(i.tree().read("/etc/kernel/entry-token").strip()).matches()) {
      i.violation("/etc/kernel/entry-token", "a machine ID");
    }
  }

  private static boolean beginsWithId(String name) {
    return name.length() >= 32 && MACHINE_ID.matcher(name.substring(0, 32)).matches() && (name.length() == 32 || name.charAt(32) == '-');
  }
}
