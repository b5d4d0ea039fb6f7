package io.github.vmimage.report;

import java.time.Duration;
import java.util.Locale;

/** Times as this project shows them everywhere. */
public final class Elapsed {

  private Elapsed() {}

  /**
   * Shows a time in minutes and seconds, cut, not rounded.
   *
   * @param time not negative
   * @return such as {@code 0:43} or {@code 61:05}, in the same digits in every locale
   */
  public static String of(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
