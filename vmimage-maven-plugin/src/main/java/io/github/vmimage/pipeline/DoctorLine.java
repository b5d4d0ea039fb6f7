package io.github.vmimage.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that the doctor looked at.
 *
 * @param section where it stands in the report
 * @param state how it is
 * @param name what it is
 * @param cells what a person reads of it, in columns
 * @param facts what a machine reads of it, beside name, state and next
 * @param next the command that mends it; empty where nothing is to be mended
 */
record DoctorLine(Section section, State state, String name, List<String> cells, Map<String, Object> facts, String next) {

  /** Parts of the report, in its order. */
  enum Section {
    TOOLS("tools", "program", "found", "needed", "called by", "path"), SPACE("disk and memory"),
    ACCELERATOR("accelerator"), PROJECT("project"), UPSTREAMS("upstreams"),
    REPOSITORIES("repositories"), SOURCE("source");

    private final String title;
    private final List<String> columns;

    Section(String title, String... columns) {
      this.title = title;
      this.columns = List.of(columns);
    }

    /** What stands above its table; nothing where that is plain. */
    List<String> columns() {
      return columns;
    }

    String title() {
      return title;
    }

    /** Its name in JSON. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How something is. */
  enum State {
    /** As it should be. */
    OK,
    /** A build may go wrong, or a later step needs it. */
    WARNING,
    /** Needed, and not there. */
    MISSING,
    /** Needed, and of no use as it is. */
    FAILED,
    /** Not known, because it was not asked. */
    NOT_ASKED,
    /** Not there, and no goal of this project calls for it. */
    NOT_NEEDED;

    boolean isBad() {
      return this == MISSING || this == FAILED;
    }

    String title() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Its name in JSON. */
    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  DoctorLine {
    cells = List.copyOf(cells);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  static DoctorLine of(Section section, State state, String name, String text) {
    return new DoctorLine(section, state, name, List.of(text), Map.of("text", text), "");
  }

  /** The same with a fact; a null stays visible as null. */
  DoctorLine fact(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(facts);
    more.put(key, value);
    return new DoctorLine(section, state, name, cells, more, next);
  }

  DoctorLine cell(String text) {
    List<String> more = new ArrayList<>(cells);
    more.add(text);
    return new DoctorLine(section, state, name, more, facts, next);
  }

  DoctorLine next(String command) {
    return new DoctorLine(section, state, name, cells, facts, command);
  }
}
