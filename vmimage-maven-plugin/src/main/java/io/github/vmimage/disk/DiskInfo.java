package io.github.vmimage.disk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a disk image file is.
 *
 * @param format QEMU's name of its format, such as {@code qcow2}
 * @param virtualSize size of the disk that a guest sees, in bytes
 * @param actualSize space the file takes on this machine, in bytes
 */
public record DiskInfo(String format, long virtualSize, long actualSize) {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /**
   * Asks {@code qemu-img}. The format is told by the file's header, not probed by the tool; an image that a program still has open
   * for writing is refused by the tool's own lock.
   *
   * @param disk a disk that stands by itself
   * @param processes starts {@code qemu-img}
   * @return what it is
   * @throws io.github.vmimage.report.ProblemException when there is no such disk, it refers to other files, is in use or damaged
   */
  public static DiskInfo read(Path disk, Processes processes) {
    return of(StandaloneDisk.of(disk), processes);
  }

  /** The same of one that has been checked. */
  static DiskInfo of(StandaloneDisk disk, Processes processes) {
    Command command = Command.of(Tool.QEMU_IMG, "info", "--output=json", disk.image()).within(LIMIT);
    return parse(disk.path(), processes.require(command).out());
  }

  static DiskInfo parse(Path disk, String json) {
    try {
      JsonNode info = new ObjectMapper().readTree(json);
      if (info.hasNonNull("backing-filename")) {
        throw DiskProblems.dependent(disk, "backing file " + info.get("backing-filename").asText()).asException();
      }
      if (!info.path("virtual-size").canConvertToLong() || !info.path("format").isTextual()) {
        throw DiskProblems.unknownAnswer(disk, json).asException();
      }
      return new DiskInfo(info.get("format").asText(), info.get("virtual-size").longValue(), info.path("actual-size").longValue());
    } catch (JsonProcessingException e) {
      throw DiskProblems.unknownAnswer(disk, json).because(e);
    }
  }
}
