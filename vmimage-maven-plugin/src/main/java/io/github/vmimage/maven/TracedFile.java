package io.github.vmimage.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The file to look at after a stage. */
public final class TracedFile {
  /** Clocks of file systems are coarse. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private TracedFile() {}

  /**
   * Finds what a stage wrote; what lies there from an earlier run would mislead.
   *
   * @param time how long the stage took, up to now
   * @param files the most telling first
   * @return the first that was written in that time, or null
   */
  public static Path since(Duration time, List<Path> files) {
    long start = System.currentTimeMillis() - time.plus(SLACK).toMillis();
    return files.stream().filter(f -> f.toFile().lastModified() >= start && Files.isRegularFile(f)).findFirst().orElse(null);
  }
}
