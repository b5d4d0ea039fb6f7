package io.github.vmimage.disk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code qemu-img map} says of an exported disk: most of a large one was never written, and reading forty gigabytes of zeros takes minutes.
 * Of a small stretch nothing is asked.
 */
final class AllocatedData implements DataMap {
  private static final long WORTH_ASKING = 16L << 20;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path exported;
  private final Processes processes;

  /** Takes the raw view of a disk, which is open for reading only. */
  AllocatedData(Path exported, Processes processes) {
    this.exported = exported;
    this.processes = processes;
  }

  @Override
  public List<Stretch> in(Stretch stretch) throws IOException {
    if (stretch.end() - stretch.start() < WORTH_ASKING) {
      return List.of(stretch);
    }
    List<String> said = processes.require(Command.of(Tool.QEMU_IMG, "map", "--force-share", "--output=json", "-f", "raw", "--start-offset="
        + stretch.start(), "--max-length=" + (stretch.end() - stretch.start()), exported).within(LIMIT)).stdout();
    if (said.size() >= Processes.KEPT_LINES) {
      return List.of(stretch);
    }
    List<Stretch> data = new ArrayList<>();
    for (JsonNode each : new ObjectMapper().readTree(String.join("\n", said))) {
      long start = Math.max(each.path("start").asLong(), stretch.start());
      long end = Math.min(each.path("start").asLong() + each.path("length").asLong(), stretch.end());
      // What is not said to be zero may be anything.
      if (!each.path("zero").asBoolean() && start < end) {
        data.add(new Stretch(start, end));
      }
    }
    return data;
  }
}
