package io.github.vmimage.packer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files belong to a project or to its build: those in the module, and those in the folders that the build itself made.
 *
 * @param module the module's folder, in which Packer runs and against which a relative path is taken
 * @param made folders of the build, such as that of its output
 */
record OwnFiles(Path module, List<Path> made) {

  /** A user's home, which Packer and shells fill in, and an address. */
  private static final Pattern ELSEWHERE = Pattern.compile("~|(?!file:)[A-Za-z][A-Za-z0-9+.-]*:");

  OwnFiles {
    made = List.copyOf(made);
  }

  /**
   * Those of one build.
   *
   * @param contract names the folders that the plugin itself makes
   * @param root the tree of which the module is a part
   */
  static OwnFiles of(Path module, ContractValues contract, Path root) {
    List<Path> made = new ArrayList<>(List.of(root));
    Stream.of(ContractVariable.OUTPUT_DIRECTORY, ContractVariable.SSH_SEED_DIRECTORY, ContractVariable.SSH_PRIVATE_KEY_FILE)
        .map(v -> contract.values().get(v.variable())).filter(Objects::nonNull).map(Path::of).forEach(made::add);
    return new OwnFiles(module, made);
  }

  /** The tree in which a module of a work tree lies: that of its repository, or the module alone. */
  static Path repository(Path module) {
    for (Path folder = module.toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"))) {
        return folder;
      }
    }
    return module;
  }

  /** Where a file lies that Packer or QEMU names, both of which run in the module. */
  Path path(String file) {
    return module.resolve(file.replaceFirst("^file://", ""));
  }

  /** Whether a file as a template names it is among them. A link that leads out of the folder is not. */
  boolean holds(String file) {
    if (file.startsWith(GoTemplate.OUTPUT)) {
      return !file.contains("..");
    }
    if (file.isBlank() || file.chars().anyMatch(c -> c < ' ') || ELSEWHERE.matcher(file).lookingAt()) {
      return false;
    }
    try {
      Path path = real(path(file));
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
