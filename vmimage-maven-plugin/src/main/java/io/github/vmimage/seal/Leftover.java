package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One row of the table of leftovers: something that a program writes which belongs to one machine or is a secret.
 *
 * @param rule id of the rule that it breaks
 * @param action what the seal does with it
 * @param path from the root, or below each home with a tilde in front; wildcards as in {@link GuestTree#glob}
 * @param test when what has this name is a finding: {@code any}, {@code data}, {@code text:REGEX} or {@code searched}
 * @param system the program
 * @param what what it is, in words
 * @param seen package and version in which the path was found, {@code documented} by the vendor, or {@code usual} by custom
 */
record Leftover(String rule, Action action, String path, String test, String system, String what, String seen) {
  private static final String TEXT = "text:";

  /** What the seal does. */
  enum Action {
    /** Removes it; the program makes a new one. */
    REMOVE,
    /** Removes what is in the folder, or in the file. */
    EMPTY,
    /** Removes it where something is there that makes a new one. */
    SCRIPT,
    /** Leaves it: somebody put it there on purpose, or nothing makes a new one. */
    KEEP
  }

  static Leftover of(String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != 7) {
      throw new IllegalStateException("a row of leftovers has " + cells.length + " cells: " + line);
    }
    return new Leftover(cells[0], Action.valueOf(cells[1].toUpperCase(Locale.ROOT)), cells[2], cells[3], cells[4], cells[5], cells[6]);
  }

  boolean isInHomes() {
    return path.startsWith("~/");
  }

  /** Whether the search for secrets finds it, and no look at this path. */
  boolean isSearched() {
    return test.equals("searched");
  }

  /** Whether every file at a fixed place that holds data is a finding. */
  boolean isForWhateverIsInIt() {
    return !isInHomes() && (test.equals("any") || test.equals("data"));
  }

  void in(Inspection i, Collection<GuestEntry> homes) {
    List<String> patterns = !isInHomes() ? List.of(path)
        : homes.stream().map(home -> (home.path().equals("/") ? "" : home.path()) + path.substring(1)).toList();
    patterns.stream().flatMap(pattern -> i.tree().glob(pattern).stream()).forEach(entry -> look(i, entry));
  }

  private void look(Inspection i, GuestEntry entry) {
    if (test.startsWith(TEXT)) {
      if (i.tree().follow(entry).kind() != Kind.FOLDER
          && Pattern.compile(test.substring(TEXT.length())).matcher(i.tree().read(entry)).find()) {
        i.violation(entry.path(), system + ": " + what);
      }
    } else if (test.equals("any")) {
      i.violation(entry.path(), system + ": " + entry.describe());
    } else {
      GuestEntry stored = i.tree().follow(entry);
      List<GuestEntry> files = stored.kind() == Kind.FOLDER ? i.tree().walk(entry.path()) : List.of(stored);
      files.stream().filter(GuestEntry::isFilledFile).forEach(f -> i.violation(f.path(), system + ": " + f.describe()));
    }
  }
}
