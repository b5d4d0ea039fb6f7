package io.github.vmimage.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vmimage.pipeline.DoctorLine.Section;
import io.github.vmimage.pipeline.DoctorLine.State;
import io.github.vmimage.process.Host;
import io.github.vmimage.report.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that the doctor looked at.
 *
 * @param lines in any order
 * @param host the machine
 * @param pluginVersion our own version
 * @param mask hides secrets in text from outside
 */
record DoctorReport(List<DoctorLine> lines, Host host, String pluginVersion, UnaryOperator<String> mask) {
  private static final int STATE_WIDTH = 10;
  /** Every control and format character of foreign text is escaped, as is all that is not ASCII. */
  private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** What is needed and not there, or of no use. */
  List<DoctorLine> bad() {
    return lines.stream().filter(l -> l.state().isBad()).toList();
  }

  /** Such as {@code 1 missing, 2 failed}; empty where no line is in one of the states. */
  String verdict(List<State> states) {
    List<String> parts = new ArrayList<>();
    for (State state : states) {
      long count = lines.stream().filter(l -> l.state() == state).count();
      if (count > 0) {
        parts.add(count + " " + state.title() + (state == State.WARNING && count > 1 ? "s" : ""));
      }
    }
    return String.join(", ", parts);
  }

  /** For a person: a table for each section, without control characters, ending in a line end. */
  String text() {
    StringBuilder text = new StringBuilder();
    String verdict = verdict(List.of(State.MISSING, State.FAILED, State.WARNING));
    line(text, "vmimage " + pluginVersion + " on " + host.name() + ": " + (verdict.isEmpty() ? "all is well" : verdict));
    for (Section section : Section.values()) {
      List<DoctorLine> some = in(section);
      if (!some.isEmpty()) {
        text.append('\n');
        line(text, section.title());
        table(text, some);
      }
    }
    return text.toString();
  }

  private void table(StringBuilder text, List<DoctorLine> some) {
    List<List<String>> rows = new ArrayList<>();
    List<String> columns = some.get(0).section().columns();
    if (!columns.isEmpty()) {
      rows.add(columns);
    }
    some.forEach(l -> rows.add(Stream.concat(Stream.of(l.name()), l.cells().stream()).map(this::shown).toList()));
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    rows.forEach(r -> IntStream.range(0, r.size()).forEach(i -> widths[i] = Math.max(widths[i], r.get(i).length())));
    int header = rows.size() - some.size();
    for (int i = 0; i < rows.size(); i++) {
      DoctorLine one = i < header ? null : some.get(i - header);
      StringBuilder row = new StringBuilder("  " + padded(one == null ? "" : one.state().title(), STATE_WIDTH));
      for (int c = 0; c < rows.get(i).size(); c++) {
        row.append("  ").append(padded(rows.get(i).get(c), widths[c]));
      }
      line(text, row.toString());
      if (one != null && !one.next().isEmpty()) {
        line(text, "  " + " ".repeat(STATE_WIDTH) + "  next: " + one.next());
      }
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private String shown(String foreign) {
    return PlainText.line(mask.apply(foreign));
  }

  private void line(StringBuilder text, String line) {
    text.append(shown(line).stripTrailing()).append('\n');
  }

  /** For a machine: one JSON object, ASCII, two spaces of indent, ending in a line end. */
  String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("plugin", pluginVersion);
    Map<String, Object> system = new LinkedHashMap<>();
    system.put("name", host.name());
    system.put("platform", host.platform().map(p -> p.name().toLowerCase(Locale.ROOT)).orElse(null));
    system.put("release", host.release());
    root.put("system", system);
    root.put("state", bad().isEmpty() ? "ok" : "failed");
    for (Section section : Section.values()) {
      root.put(section.key(), in(section).stream().map(this::json).toList());
    }
    DefaultIndenter lf = new DefaultIndenter("  ", "\n");
    try {
      return JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(lf).withArrayIndenter(lf)).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> json(DoctorLine line) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", line.name());
    object.put("state", line.state().key());
    object.putAll(line.facts());
    if (!line.next().isEmpty()) {
      object.put("next", line.next());
    }
    object.replaceAll((key, value) -> value instanceof String text ? mask.apply(text) : value);
    return object;
  }

  private List<DoctorLine> in(Section section) {
    return lines.stream().filter(l -> l.section() == section).toList();
  }
}
