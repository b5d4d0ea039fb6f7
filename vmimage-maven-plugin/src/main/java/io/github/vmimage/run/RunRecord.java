package io.github.vmimage.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

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
  private static final ObjectMapper JSON = new ObjectMapper();

  void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    JSON.writeValue(part.toFile(), this);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads a record; a damaged one tells nothing. */
  static Optional<RunRecord> read(Path file) {
    try {
      return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), RunRecord.class)) : Optional.empty();
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return command + ", process " + pid + ", since " + since;
  }
}
