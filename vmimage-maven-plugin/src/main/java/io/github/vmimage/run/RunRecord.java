package io.github.vmimage.run;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Who works on a project, for whoever finds it locked or left behind. The file lies beside the lock while the run lasts; it is still
 * there after a run that was cut off.
 *
 * @param command what was typed, such as {@code mvn deploy}
 * @param pid process id of Maven
 * @param since the start, as a person reads it
 * @param workspace the project's {@code target/vmimage}
 */
record RunRecord(String command, long pid, String since, String workspace) {

  void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    // Not JSON: every goal begins with this, and loading a JSON library takes a fifth of a second.
    Properties record = new Properties();
    record.setProperty("command", command);
    record.setProperty("pid", Long.toString(pid));
    record.setProperty("since", since);
    record.setProperty("workspace", workspace);
    try (Writer out = Files.newBufferedWriter(part)) {
      record.store(out, null);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads a record; a damaged one tells nothing. */
  static Optional<RunRecord> read(Path file) {
    Properties record = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      record.load(in);
      return Stream.of("command", "since", "workspace").allMatch(record::containsKey)
          ? Optional.of(new RunRecord(record.getProperty("command"), Long.parseLong(record.getProperty("pid")), record.getProperty("since"),
              record.getProperty("workspace")))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException absentOrDamaged) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return command + ", process " + pid + ", since " + since;
  }
}
