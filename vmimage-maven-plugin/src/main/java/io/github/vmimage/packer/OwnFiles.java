package io.github.vmimage.packer;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Which files belong to a project or to its build: those in the module, and those in the folders that the build itself made.
 *
 * @param module the module's folder, in which Packer runs and against which a relative path is taken
 * @param made folders of the build, such as that of its output
 */
record OwnFiles(Path module, List<Path> made) {

  OwnFiles {
    made = List.copyOf(made);
  }

  /** Whether a file as a template names it is among them. A link that leads out of the folder is not. */
  boolean holds(String file) {
    if (file.startsWith(GoTemplate.OUTPUT)) {
      return !file.contains("..");
    }
    if (file.isBlank() || file.chars().anyMatch(c -> c < ' ')) {
      return false;
    }
    try {
      Path path = real(module.resolve(file.replaceFirst("^file://", "")));
      return path.startsWith(real(module)) || made.stream().anyMatch(m -> path.startsWith(real(m)));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** With links followed as far as there is something. */
  static Path real(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    for (Path there = absolute; there != null; there = there.getParent()) {
      try {
        return there.toRealPath().resolve(there.relativize(absolute));
      } catch (IOException e) {
        // Not there, or not for us: its folder may be.
      }
    }
    return absolute;
  }
}
