package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.ProblemException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A file's text, which knows lines and columns and how to refuse what stands there. */
final class SourceText {
  private final String file;
  private final String text;
  private final int[] lineStarts;
  /** Where two UTF-16 units are one character. */
  private final int[] pairs;

  SourceText(String file, String text) {
    this.file = file;
    this.text = text;
    this.lineStarts = IntStream.concat(IntStream.of(0),
        IntStream.range(0, text.length()).filter(i -> text.charAt(i) == '\n').map(i -> i + 1)).toArray();
    this.pairs = IntStream.range(1, text.length())
        .filter(i -> Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i))).toArray();
  }

  String text() {
    return text;
  }

  /** Columns count characters, as editors do, not bytes or UTF-16 units. Quick on a long line too: each word of it is asked for. */
  Place place(int offset) {
    int line = before(lineStarts, offset + 1) - 1;
    int units = offset - lineStarts[line];
    return new Place(file, line + 1, units - (before(pairs, offset) - before(pairs, lineStarts[line])) + 1);
  }

  /** How many of some ascending offsets lie before another. */
  private static int before(int[] offsets, int offset) {
    int found = Arrays.binarySearch(offsets, offset);
    return found >= 0 ? found : -found - 1;
  }

  ProblemException refuse(String what, int offset) {
    return refuse(what, place(offset));
  }

  static ProblemException refuse(String what, Place place) {
    return PackerProblems.malformedTemplate(place, what).asException();
  }
}
