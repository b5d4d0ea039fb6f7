package io.github.vmimage.process;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Values that must never be seen, and what is shown in their place: as they are, and as programs write them in other texts, see
 * {@link SecretForms}.
 *
 * <p>What is not found: a value that a program prints in parts or wraps over lines, since output is masked line by line; and one in another
 * encoding, compressed or encrypted.
 */
public final class Secrets {
  /** What stands where a secret stood. */
  public static final String MASK = "****";

  /** Nothing to hide. */
  public static final Secrets NONE = new Secrets(List.of());

  private final List<String> values;
  /** The longest first: one may be a part of another. */
  private final List<String> forms;

  /**
   * Remembers the values to hide. A value of several lines hides each of its lines: output is masked line by line.
   *
   * @param values passwords and the like; values and lines shorter than four characters are left out, since masking them would
   *     garble ordinary text and tell the secret by its absence
   */
  public Secrets(Collection<String> values) {
    this.values = List.copyOf(values);
    this.forms = values.stream()
        .flatMap(v -> Stream.concat(SecretForms.ofWhole(v), v.lines().map(String::strip).flatMap(SecretForms::ofLine))).distinct()
        .sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /**
   * Adds values.
   *
   * @param more passwords and the like
   * @return a new set that hides these too
   */
  public Secrets and(Collection<String> more) {
    return new Secrets(Stream.concat(values.stream(), more.stream()).toList());
  }

  /**
   * Hides every secret in a text.
   *
   * @param text any text
   * @return the text with {@value #MASK} in place of each secret
   */
  public String mask(String text) {
    String masked = text;
    for (String form : forms) {
      masked = masked.replace(form, MASK);
    }
    return masked;
  }

  /** {@return never the values} */
  @Override
  public String toString() {
    return values.size() + " secrets";
  }
}
