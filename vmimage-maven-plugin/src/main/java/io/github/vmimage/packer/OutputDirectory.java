package io.github.vmimage.packer;

import io.github.vmimage.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The folder that a builder makes. Packer refuses one that exists, and its own {@code -force} would delete any folder; here only one that
 * an earlier run is known to have asked for is deleted, by a marker beside it.
 */
record OutputDirectory(Path path) {

  void prepare() {
    Path marker = path.resolveSibling("." + path.getFileName() + ".packer-output");
    try {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.exists(marker) && !isEmptyFolder()) {
        throw BuildProblems.foreignOutput(path).asException();
      }
      Folders.remove(path);
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(marker, "The folder of this name was made by a build and is deleted by the next one.\n");
    } catch (IOException e) {
      throw BuildProblems.outputNotRemoved(path, e.toString()).because(e);
    }
  }

  private boolean isEmptyFolder() throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }
}
