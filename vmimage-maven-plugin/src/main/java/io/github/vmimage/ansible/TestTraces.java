package io.github.vmimage.ansible;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a machine has only because it is tested: a user, and the files in which cloud-init wrote that user, the machine's name and its network
 * when the machine first started.
 *
 * @param user whom the test logs in as
 * @param host the name that the test gave the machine
 */
public record TestTraces(String user, String host) {
  /** cloud-init's own names of files, for each system that it configures. */
  private static final List<Pattern> FILES = List.of(Pattern.compile("/etc/sudoers\\.d/90-cloud-init-users"),
      Pattern.compile("/etc/hostname"), Pattern.compile("/etc/netplan/50-cloud-init\\.yaml"),
      Pattern.compile("/etc/network/interfaces\\.d/50-cloud-init(\\.cfg)?"), Pattern.compile("/etc/systemd/network/10-cloud-init-[^/]+\\.network"),
      Pattern.compile("/etc/NetworkManager/system-connections/cloud-init-[^/]+\\.nmconnection"));

  /** Whether a file of the machine is one of them; what is in the user's home is. */
  boolean own(String file) {
    try {
      String path = Path.of(file).normalize().toString();
      return path.equals("/home/" + user) || path.startsWith("/home/" + user + "/") || path.equals("/var/mail/" + user)
          || path.equals("/var/spool/mail/" + user) || FILES.stream().anyMatch(f -> f.matcher(path).matches());
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
