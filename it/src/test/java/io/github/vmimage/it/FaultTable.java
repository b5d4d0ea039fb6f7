package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One section of the table of faults: what each fault led to. The sections that ran are in {@code target/fault-table.md}; the copy
 * {@code FAULTS.md} is part of the repository, and a row that it does not have fails its test. {@code -Dvmimage.docs.write=true} writes
 * the sections that run into that copy.
 */
final class FaultTable implements AfterAllCallback {
  private static final String HEAD = """
      # What a fault leads to

      Seen by the integration tests, each row by one of them: the fault, Maven's exit code, the first line of the one problem that was told,
      and the command it names next. In every row that fails nothing is attached, nothing is published, and no process, no mount and no
      temporary file is left. Paths of a machine, ports and process ids are left out. To write a section anew, run its test with
      `-Dvmimage.docs.write=true`.
      """;
  private static final String COLUMNS = "| fault | exit | problem | next |\n| --- | --- | --- | --- |\n";

  private final String section;
  private final List<Row> rows = new ArrayList<>();

  FaultTable(String section) {
    this.section = section;
  }

  /** What one fault led to; {@code problem} is its first line. */
  private record Row(String fault, int exit, String problem, String next) {
    /** The part that must be in the copy of the repository. */
    String known() {
      return "| " + fault + " | " + exit + " | " + cell(problem) + " | ";
    }

    String line() {
      return known() + cell(next) + " |\n";
    }

    private static String cell(String text) {
      return text.replace("|", "\\|");
    }
  }

  /** Notes what was seen, and holds it against the copy of the repository. */
  void add(String fault, int exit, String problem, String next) {
    Row row = new Row(fault, exit, plain(problem), plain(next));
    synchronized (rows) {
      rows.removeIf(r -> r.fault().equals(fault));
      rows.add(row);
    }
    if (!Boolean.getBoolean("vmimage.docs.write")) {
      assertThat(sections(copy()).getOrDefault(section, "")).as("section '%s' of %s; to write it anew: -Dvmimage.docs.write=true", section,
          copy()).contains(row.known());
    }
  }

  /** The same of a run that had this one problem. */
  void add(String fault, Run run) {
    String text = run.error().lines().filter(l -> !l.isBlank()).skip(1).collect(Collectors.joining("\n"));
    FaultyRun.Told told = new FaultyRun.Told(fault, "", "", text, run.log());
    add(fault, run.exitCode(), told.headline(), told.part("next").lines().findFirst().orElse(""));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    StringBuilder text = new StringBuilder(COLUMNS);
    rows.stream().map(Row::line).sorted().forEach(text::append);
    replace(Reactor.target().resolve("fault-table.md"), text.toString());
    if (Boolean.getBoolean("vmimage.docs.write")) {
      replace(copy(), text.toString());
    }
  }

  private static Path copy() {
    return Reactor.top().resolve("it").resolve("FAULTS.md");
  }

  private void replace(Path file, String rows) {
    synchronized (FaultTable.class) {
      Map<String, String> all = new TreeMap<>(sections(file));
      all.put(section, rows);
      StringBuilder text = new StringBuilder(HEAD);
      all.forEach((title, table) -> text.append("\n## ").append(title).append("\n\n").append(table));
      Folders.write(file, text.toString());
    }
  }

  private static Map<String, String> sections(Path file) {
    Map<String, String> sections = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return sections;
    }
    String[] parts = Folders.read(file).split("(?m)^## ");
    for (int i = 1; i < parts.length; i++) {
      String[] titleAndRest = parts[i].split("\n", 2);
      sections.put(titleAndRest[0], titleAndRest[1].strip() + "\n");
    }
    return sections;
  }

  /** Leaves out what differs from machine to machine and from run to run. */
  private static String plain(String text) {
    return text.replaceAll("(127\\.0\\.0\\.1|localhost):\\d+", "$1:PORT")
        .replaceAll("(?<![\\w:/])/[\\w./+-]*/it/target/work/[\\w.-]+/", ".../")
        .replaceAll("(?<![\\w./])/(?:[\\w.+-]+/)*(?:vmimage|target|com/example)[\\w./+-]*/", ".../")
        .replaceAll("known builders: \\[[^]]*\\]", "known builders: [...]")
        .replaceAll("\\s+", " ").strip();
  }
}
