package io.github.vmimage.source;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes symbolic links to any target. Java's paths drop a slash at the end and a doubled one, which people do type
 * ({@code ln -s ../roles/ .}); such a link is left to the system's own {@code ln}.
 */
final class SymbolicLinks {
  private final Processes processes;

  SymbolicLinks(Processes processes) {
    this.processes = processes;
  }

  void create(Path link, String target) throws IOException {
    Path asPath = Path.of(target);
    if (asPath.toString().equals(target)) {
      Files.createSymbolicLink(link, asPath);
    } else {
      processes.require(Command.of(Tool.LN, "-s", "--", target, link));
    }
  }
}
