package io.github.vmimage.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.vmimage.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Every path the pipeline uses, all below one folder ({@code target/vmimage}) but for what must have a short path and be out of the way of
 * {@code mvn clean}; and the records that one stage hands the next.
 *
 * @param root the folder
 * @param temporary folder of this run alone, for sockets, mount points and other programs' temporary files; it goes with the run
 */
public record Workspace(Path root, Path temporary) {

  /** Loaded when first used: a goal without a record, such as lint, begins without the tenth of a second that it takes. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  }

  /** A record that one stage writes and later stages read: {@code goal} is the goal that writes it. */
  enum Handover {
    UPSTREAMS("verify-upstream"), BUILD("build"), AUDIT("audit"), TEST("test"), UPGRADE("upgrade-test");

    private final String goal;

    Handover(String goal) {
      this.goal = goal;
    }

    String goal() {
      return goal;
    }

    private String file() {
      return goal + ".json";
    }
  }

  /** {@return where the source that is built lies: the tag's tree, or a copy of the work tree for a SNAPSHOT} */
  public Path source() {
    return root.resolve("source");
  }

  /** {@return where Packer writes; it must not exist before} */
  public Path output() {
    return root.resolve("output");
  }

  /** {@return where the shipped Ansible roles are staged} */
  public Path roles() {
    return root.resolve("roles");
  }

  /** {@return folder for what lives as long as one build only: keys, variables, sockets} */
  public Path scratch() {
    return root.resolve("scratch");
  }

  /** {@return what the guest of a build says on its serial console; a template's {@code output_directory} lies beside it} */
  public Path serial() {
    return root.resolve("serial.log");
  }

  /** {@return folder of the lint's staged copies} */
  public Path lint() {
    return root.resolve("lint");
  }

  /** {@return what the lint found, for machines} */
  public Path lintReport() {
    return root.resolve("lint.sarif");
  }

  /** {@return folder of the finished disks} */
  public Path images() {
    return root.resolve("images");
  }

  /** {@return what the test of the disk found, failed tests too; only {@code test.json} beside it releases the disk} */
  public Path testReport() {
    return root.resolve("test-report.json");
  }

  /** Forgets what the test of an earlier disk found. */
  void forgetTestReport() {
    Folders.delete(testReport());
  }

  /** Writes what a test found. */
  void writeTestReport(TestRecord record) {
    try {
      Files.createDirectories(root);
      Json.MAPPER.writeValue(testReport().toFile(), record);
    } catch (IOException e) {
      throw unwritable(testReport(), e);
    }
  }

  /**
   * A log file.
   *
   * @param name without extension
   * @return its path
   */
  public Path log(String name) {
    return root.resolve("logs").resolve(name + ".log");
  }

  /** The file of a record. */
  Path record(Handover handover) {
    return root.resolve(handover.file());
  }

  /** Writes a record for later stages, and removes those of the stages after it: they describe another build. */
  void hand(Handover handover, Object value) {
    forget(handover);
    try {
      Files.createDirectories(root);
      Json.MAPPER.writeValue(root.resolve(handover.file()).toFile(), value);
    } catch (IOException e) {
      throw unwritable(root.resolve(handover.file()), e);
    }
  }

  /** Forgets a record and those after it: its stage begins anew and may fail. */
  void forget(Handover handover) {
    try {
      for (Handover later : Handover.values()) {
        if (later.ordinal() >= handover.ordinal()) {
          Files.deleteIfExists(root.resolve(later.file()));
        }
      }
    } catch (IOException e) {
      throw unwritable(root.resolve(handover.file()), e);
    }
  }

  /** Whether a stage has left its record. */
  boolean holds(Handover handover) {
    return Files.exists(root.resolve(handover.file()));
  }

  /** Reads the record of an earlier stage; its absence is a problem that names the goal to run. */
  <T> T take(Handover handover, Class<T> type) {
    Path file = root.resolve(handover.file());
    if (!Files.exists(file)) {
      throw StageProblems.notRun(file, handover.goal).asException();
    }
    try {
      return Json.MAPPER.readValue(file.toFile(), type);
    } catch (IOException e) {
      throw StageProblems.unreadableRecord(file, handover.goal, e.getMessage()).because(e);
    }
  }

  /**
   * Removes what means nothing once its run is over. Logs stay, and so does a finished disk.
   */
  public void removeUnfinished() {
    Stream.of(scratch(), lint(), roles(), output()).forEach(Folders::delete);
    if (!holdsFinishedDisk()) {
      Folders.delete(images());
    }
  }

  /** {@return whether a build came to its end here} */
  public boolean holdsFinishedDisk() {
    return holds(Handover.BUILD);
  }

  /** Writes a text, in UTF-8. */
  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static io.github.vmimage.report.ProblemException unwritable(Path path, IOException e) {
    return StageProblems.unwritable(path, e.toString()).because(e);
  }
}
