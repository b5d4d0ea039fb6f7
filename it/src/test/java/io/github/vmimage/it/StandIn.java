package io.github.vmimage.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** Programs that stand in another's place, and a PATH on which some are missing. */
final class StandIn {

  private StandIn() {}

  /** Makes a shell script that can be run. */
  static Path script(Path file, String lines) {
    Folders.write(file, "#!/bin/sh\n" + lines);
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Where a program is that the tests need. */
  static Path find(String program) {
    return Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst()
        .orElseThrow(() -> new AssertionError(program + " is not on the PATH"));
  }

  /** A folder with a link to every program of this machine's PATH but some. */
  static Path pathWithout(Path folder, Set<String> missing) {
    try {
      for (String part : System.getenv("PATH").split(":")) {
        if (!Files.isDirectory(Path.of(part))) {
          continue;
        }
        try (Stream<Path> programs = Files.list(Path.of(part))) {
          for (Path program : programs.toList()) {
            Path link = folder.resolve(program.getFileName());
            if (!missing.contains(program.getFileName().toString()) && Files.notExists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
              Files.createSymbolicLink(link, program);
            }
          }
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
