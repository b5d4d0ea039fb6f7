package io.github.vmimage.process;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was found of a program.
 *
 * @param tool which
 * @param asked name or path that was looked for
 * @param path where it is; empty where it is missing
 * @param version what it says it is; empty where it was not asked or does not tell
 */
public record FoundTool(Tool tool, String asked, Optional<Path> path, Optional<ToolVersion> version) {

  /**
   * Whether it is not there at all.
   *
   * @return true where no file was found
   */
  public boolean isMissing() {
    return path.isEmpty();
  }

  /**
   * Whether it is too old to be used.
   *
   * @return true where it told a version before the {@linkplain Tool#oldest() oldest} that will do
   */
  public boolean isTooOld() {
    return version.isPresent() && tool.oldest().filter(o -> version.get().compareTo(o) < 0).isPresent();
  }

  /** One line for a person. */
  String fault() {
    return isMissing() ? tool.executable() + ": " + (asked.equals(tool.executable()) ? "not found" : asked + " not found")
        : tool.executable() + ": " + version.map(ToolVersion::toString).orElse("no version") + " in " + path.get() + ", "
            + tool.oldest().map(ToolVersion::toString).orElse("any") + " or later is needed";
  }
}
