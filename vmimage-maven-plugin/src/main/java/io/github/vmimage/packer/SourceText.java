package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.ProblemException;
import java.util.Arrays;

/** A file's text, which knows lines and columns and how to refuse what stands there. */
final class SourceText {
  private final String file;
  private final String text;
  private final int[] lineStarts;

  SourceText(String file, String text) {
    this.file = file;
    this.text = text;
    this.lineStarts = java.util.stream.IntStream.concat(java.util.stream.IntStream.of(0),
        java.util.stream.IntStream.range(0, text.length()).filter(i -> text.charAt(i) == '\n').map(i -> i + 1)).toArray();
  }

  String text() {
    return text;
  }

  /** Columns count characters, as editors do, not bytes or UTF-16 units. */
  Place place(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    return new Place(file, line + 1, text.codePointCount(lineStarts[line], offset) + 1);
  }

  ProblemException refuse(String what, int offset) {
    return refuse(what, place(offset));
  }

  static ProblemException refuse(String what, Place place) {
    return PackerProblems.malformedTemplate(place, what).asException();
  }
}
