package io.github.vmimage.report;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How files of a working copy are called when a person reads of them: a stage may run on an exported or staged copy, its messages
 * name the user's own files.
 *
 * @param actual folder that the stage works in
 * @param shown folder that the user knows; may be relative or empty
 */
public record PathNames(Path actual, Path shown) {

  /** Makes the working folder absolute. */
  public PathNames {
    actual = actual.toAbsolutePath().normalize();
  }

  /**
   * Names a file.
   *
   * @param file a path, absolute or relative to {@link #actual}
   * @return the path as the user knows it; unchanged where it lies outside of {@link #actual}
   */
  public String name(Path file) {
    Path absolute = actual.resolve(file).normalize();
    return absolute.startsWith(actual) ? shown.resolve(actual.relativize(absolute)).toString() : file.toString();
  }

  /**
   * Replaces the working folder's path in a text.
   *
   * @param text what a tool said
   * @return the text with the user's own paths
   */
  public String text(String text) {
    String prefix = shown.toString();
    String inside = prefix.isEmpty() ? "" : Matcher.quoteReplacement(prefix + "/");
    String whole = Matcher.quoteReplacement(prefix.isEmpty() ? "." : prefix);
    String folder = "(?<![\\w.-])" + Pattern.quote(actual.toString());
    return text.replaceAll(folder + "/", inside).replaceAll(folder + "(?![\\w.-])", whole);
  }
}
