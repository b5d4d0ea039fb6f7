package io.github.vmimage.pipeline;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Packages of which a project says why an upgraded machine may have them otherwise than a fresh image.
 *
 * @param name of the packages; {@code *} stands for any characters
 * @param reason in the project's own words; ends up in the release's manifest
 */
public record AcceptedDifference(String name, String reason) {

  /** Whether a package is meant. */
  boolean covers(String packageName) {
    String expression = Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.matches(expression, packageName);
  }
}
