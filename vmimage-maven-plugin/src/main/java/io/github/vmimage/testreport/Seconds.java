package io.github.vmimage.testreport;

import java.time.Duration;
import java.util.Locale;

/** Times of a boot, which are told more exactly than those of a stage. */
final class Seconds {

  private Seconds() {}

  /** Such as {@code 41.2 s}, cut, not rounded. */
  static String of(Duration time) {
    return String.format(Locale.ROOT, "%d.%d s", time.toSeconds(), time.toMillisPart() / 100);
  }
}
