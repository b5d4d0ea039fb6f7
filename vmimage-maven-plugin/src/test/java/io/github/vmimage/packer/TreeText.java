package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;

/** A template's tree as text, for comparison with a file. */
final class TreeText {
  private TreeText() {}

  static String of(Body body) {
    StringBuilder text = new StringBuilder();
    body(text, body, "");
    return text.toString();
  }

  private static void body(StringBuilder text, Body body, String indent) {
    body.attributes().forEach(a -> text.append(indent).append(at(a.place())).append(a.name()).append(" = ").append(value(a.value()))
        .append('\n'));
    for (Block block : body.blocks()) {
      text.append(indent).append(at(block.place())).append(block.type()).append(' ').append(block.labels()).append('\n');
      body(text, block.body(), indent + "  ");
    }
  }

  private static String at(Place place) {
    return place.line() + ":" + place.column() + " ";
  }

  private static String value(Value value) {
    if (value instanceof Value.Text v) {
      return "text(" + v.text().replace("\n", "\\n").replace("\t", "\\t") + ")";
    } else if (value instanceof Value.Numeral v) {
      return "number(" + v.text() + ")";
    } else if (value instanceof Value.Truth v) {
      return "bool(" + v.truth() + ")";
    } else if (value instanceof Value.Sequence v) {
      return v.items().stream().map(i -> at(i.place()) + value(i)).toList().toString();
    } else if (value instanceof Value.Mapping v) {
      return v.entries().stream().map(e -> at(e.place()) + e.name() + ": " + value(e.value())).toList().toString();
    } else if (value instanceof Value.Expression v) {
      return "expression(" + v.source().replace("\n", "\\n") + ")";
    }
    return "null";
  }
}
