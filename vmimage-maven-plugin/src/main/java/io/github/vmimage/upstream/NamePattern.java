package io.github.vmimage.upstream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of one series of images: a name in which the date, or where there is none the version, may be another one.
 *
 * @param wildcards the name with {@code *} in its place
 * @param expression exactly the names of the series
 */
record NamePattern(String wildcards, Pattern expression) {
  /** A date, and the numbers joined to it: 20240717-1811, 2023.5.20240722.0. */
  private static final Pattern DATE = Pattern.compile("(?<![0-9.])(?:[0-9]{1,6}\\.)*20[0-9]{6}(?:[.-][0-9]{1,6})*(?![0-9])");
  private static final Pattern VERSION = Pattern.compile("(?<![0-9.])[0-9]{1,6}(?:\\.[0-9]{1,6})+(?![0-9])");

  static Optional<NamePattern> of(String name) {
    return of(name, DATE).or(() -> of(name, VERSION));
  }

  private static Optional<NamePattern> of(String name, Pattern changing) {
    Matcher matcher = changing.matcher(name);
    StringBuilder wildcards = new StringBuilder();
    StringBuilder expression = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      wildcards.append(name, end, matcher.start()).append('*');
      expression.append(Pattern.quote(name.substring(end, matcher.start()))).append("[0-9]+(?:[.-][0-9]+)*");
      end = matcher.end();
    }
    if (end == 0) {
      return Optional.empty();
    }
    wildcards.append(name.substring(end));
    expression.append(Pattern.quote(name.substring(end)));
    return Optional.of(new NamePattern(wildcards.toString(), Pattern.compile(expression.toString())));
  }
}
