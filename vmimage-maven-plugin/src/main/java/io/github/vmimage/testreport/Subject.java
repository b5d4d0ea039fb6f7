package io.github.vmimage.testreport;

import java.util.List;

/**
 * What the report is about.
 *
 * @param name of the image
 * @param version of the release
 * @param facts what else identifies it, such as its source and its digest, in the order in which they are shown
 */
public record Subject(String name, String version, List<Fact> facts) {

  /** Keeps the list from changing. */
  public Subject {
    facts = List.copyOf(facts);
  }

  /**
   * One thing that identifies the image.
   *
   * @param label for people
   * @param value as it is
   */
  public record Fact(String label, String value) {}
}
