package io.github.vmimage.testreport;

import io.github.vmimage.testreport.Twin.Milestone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The picture of the twins' boots: for each milestone one bar of each twin, from the milestone before to this one. Narrow, so that its
 * letters can be read on a phone. What tells the twins apart is their names and their patterns, not colours alone.
 *
 * @param height of the picture; it is {@value #WIDTH} wide
 * @param description all of it in words
 * @param plotBottom where the scale begins
 * @param ticks of the scale
 * @param rows one for each milestone
 * @param keys which pattern is which twin's
 */
record BootTimeline(int height, String description, int plotBottom, List<Tick> ticks, List<Row> rows, List<Key> keys) {
  private static final int WIDTH = 400;
  private static final int TOP = 24;
  private static final int ROW = 48;
  private static final int LABEL = 13;
  private static final int BAR = 12;
  /** What is left at the right holds the times. */
  private static final int PLOT = 322;
  private static final int SCALE = 22;
  private static final int MOST_TICKS = 6;
  private static final int SMALLEST = 2;
  private static final int MILLIS = 1000;

  /** A number of the scale. */
  record Tick(int x, String label) {}

  /** A milestone. */
  record Row(int y, String label, List<Bar> bars) {}

  /** A twin's way to a milestone; its time stands behind the plot. */
  record Bar(int x, int y, int width, int textY, String css, String time, boolean reached) {}

  /** A twin's name beside its pattern. */
  record Key(int x, int textX, String css, String name) {}

  /** Draws the boots; none where there is no milestone to show. */
  static List<BootTimeline> of(List<Twin> twins) {
    Set<String> names = new LinkedHashSet<>();
    twins.forEach(t -> t.milestones().forEach(m -> names.add(m.name())));
    if (names.isEmpty()) {
      return List.of();
    }
    long longest = Math.max(MILLIS, twins.stream().flatMap(t -> t.milestones().stream()).mapToLong(m -> m.at().toMillis()).max().orElse(0));
    List<Row> rows = new ArrayList<>();
    for (String name : names) {
      int y = TOP + rows.size() * ROW;
      List<Bar> bars = new ArrayList<>();
      for (Twin twin : twins) {
        bars.add(bar(twin, name, longest, y + LABEL + 4 + bars.size() * (BAR + 2), css(bars.size())));
      }
      rows.add(new Row(y + LABEL, name, bars));
    }
    int bottom = TOP + rows.size() * ROW;
    List<Key> keys = new ArrayList<>();
    for (Twin twin : twins) {
      int x = keys.size() * WIDTH / SMALLEST;
      keys.add(new Key(x, x + 24, css(keys.size()), twin.name()));
    }
    return List.of(new BootTimeline(bottom + SCALE, describe(twins), bottom, ticks(longest), rows, keys));
  }

  private static Bar bar(Twin twin, String name, long longest, int y, String css) {
    long before = 0;
    for (Milestone milestone : twin.milestones()) {
      long at = milestone.at().toMillis();
      if (milestone.name().equals(name)) {
        int x = x(Math.min(before, at), longest);
        return new Bar(x, y, Math.max(SMALLEST, x(at, longest) - x), y + BAR - 2, css, Seconds.of(milestone.at()), true);
      }
      before = at;
    }
    return new Bar(0, y, 0, y + BAR - 2, css, "not reached", false);
  }

  private static int x(long millis, long longest) {
    return (int) (millis * PLOT / longest);
  }

  private static String css(int twin) {
    return twin % 2 == 0 ? "one" : "two";
  }

  /** Steps of 1, 2 or 5 times a power of ten. */
  private static List<Tick> ticks(long longest) {
    long step = MILLIS;
    for (int i = 0; longest / step >= MOST_TICKS; i++) {
      step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    List<Tick> ticks = new ArrayList<>();
    for (long at = 0; at <= longest; at += step) {
      ticks.add(new Tick(x(at, longest), String.format(Locale.ROOT, "%d s", at / MILLIS)));
    }
    return ticks;
  }

  private static String describe(List<Twin> twins) {
    return twins.stream().map(t -> t.name() + ": " + (t.milestones().isEmpty() ? "no milestone" : t.milestones().stream()
        .map(m -> m.name() + " after " + Seconds.of(m.at())).collect(Collectors.joining(", ")))).collect(Collectors.joining(". ")) + ".";
  }

  /** All of a boot. */
  static Duration whole(Twin twin) {
    return twin.milestones().stream().map(Milestone::at).max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
