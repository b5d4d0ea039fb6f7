package io.github.vmimage.upstream;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name with a date in it, such as {@code 20240717-1811}, {@code release-20240701} or {@code v20240717}.
 *
 * @param before what stands before the date
 * @param date year, month, day and, where there is one, a number after a dot or hyphen
 * @param after what stands after it
 */
record DatedName(String before, String date, String after) {
  private static final Pattern DATE =
      Pattern.compile("(?<![0-9])(20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[.-][0-9]{1,6})?)(?![0-9])");
  private static final Comparator<DatedName> ORDER = Comparator.comparing(DatedName::day).thenComparing(DatedName::number);

  /** Finds the last date of a name. */
  static Optional<DatedName> of(String name) {
    Matcher matcher = DATE.matcher(name);
    DatedName last = null;
    while (matcher.find()) {
      last = new DatedName(name.substring(0, matcher.start()), matcher.group(1), name.substring(matcher.end()));
    }
    return Optional.ofNullable(last);
  }

  /** Whether this is of the same series, and later. */
  boolean isNewerThan(DatedName other) {
    return before.equals(other.before) && after.equals(other.after) && ORDER.compare(this, other) > 0;
  }

  static Comparator<DatedName> order() {
    return ORDER;
  }

  private String day() {
    return date.substring(0, 8);
  }

  private int number() {
    return date.length() == 8 ? 0 : Integer.parseInt(date.substring(9));
  }

  String name() {
    return before + date + after;
  }
}
