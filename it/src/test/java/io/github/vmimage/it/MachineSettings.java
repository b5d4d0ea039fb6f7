package io.github.vmimage.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The machine's own Maven settings with something added, so that mirrors and proxies stay in force. */
final class MachineSettings {
  private static final String EMPTY = "<settings>\n</settings>\n";

  private MachineSettings() {}

  static Path withServer(Path folder, String id, String user, String password) {
    Path own = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
    String settings = Files.exists(own) ? Folders.read(own) : EMPTY;
    String server = "<server><id>" + id + "</id><username>" + user + "</username><password>" + password + "</password></server>";
    String more = settings.contains("<servers>")
        ? settings.replaceFirst("<servers>", "<servers>" + server)
        : settings.replaceFirst("</settings>", "<servers>" + server + "</servers></settings>");
    Path file = folder.resolve("settings.xml");
    Folders.write(file, more);
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
