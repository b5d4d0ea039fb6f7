package io.github.vmimage.process;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a program, as far as it is numbers.
 *
 * @param text as the program tells it, such as {@code 2.06}
 * @param numbers the same as numbers, such as 2, 6
 */
public record ToolVersion(String text, List<Integer> numbers) implements Comparable<ToolVersion> {
  private static final Pattern SHOWN = Pattern.compile("(?<![\\d.])\\d{1,6}(\\.\\d{1,6}){1,4}");

  /** Copies the list. */
  public ToolVersion {
    numbers = List.copyOf(numbers);
  }

  /**
   * Finds the first version in a text.
   *
   * @param text what a program prints when asked for its version
   * @return the version, or nothing where there are no numbers with a dot
   */
  public static Optional<ToolVersion> in(String text) {
    Matcher matcher = SHOWN.matcher(text);
    return matcher.find() ? Optional.of(of(matcher.group())) : Optional.empty();
  }

  static ToolVersion of(String dotted) {
    return new ToolVersion(dotted, Arrays.stream(dotted.split("\\.")).map(Integer::valueOf).toList());
  }

  /** Compares number by number; one that is left out counts as 0. */
  @Override
  public int compareTo(ToolVersion other) {
    for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
      int difference = Integer.compare(at(i), other.at(i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  /**
   * One of its numbers.
   *
   * @param index from 0
   * @return the number; 0 where the version has fewer
   */
  public int at(int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
