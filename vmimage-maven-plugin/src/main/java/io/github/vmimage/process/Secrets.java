package io.github.vmimage.process;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Values that must never be seen, and what is shown in their place. */
public final class Secrets {
  /** What stands where a secret stood. */
  public static final String MASK = "****";

  /** Nothing to hide. */
  public static final Secrets NONE = new Secrets(List.of());

  private final List<String> values;

  /**
   * Remembers the values to hide. A value of several lines hides each of its lines: output is masked line by line.
   *
   * @param values passwords and the like; values and lines shorter than four characters are left out, since masking them would
   *     garble ordinary text and tell the secret by its absence
   */
  public Secrets(Collection<String> values) {
    this.values = values.stream().flatMap(String::lines).map(String::strip).filter(v -> v.length() >= 4).distinct()
        .sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /**
   * Adds values.
   *
   * @param more passwords and the like
   * @return a new set that hides these too
   */
  public Secrets and(Collection<String> more) {
    return new Secrets(java.util.stream.Stream.concat(values.stream(), more.stream()).toList());
  }

  /**
   * Hides every secret in a text.
   *
   * @param text any text
   * @return the text with {@value #MASK} in place of each secret
   */
  public String mask(String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, MASK);
    }
    return masked;
  }

  /** {@return never the values} */
  @Override
  public String toString() {
    return values.size() + " secrets";
  }
}
