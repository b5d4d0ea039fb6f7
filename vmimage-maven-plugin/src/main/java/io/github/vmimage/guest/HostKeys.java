package io.github.vmimage.guest;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * SSH host keys for the guest of a build, of all types that a first boot makes. They are made on this machine, since an emulated guest needs
 * eight seconds for them; the guest gets them from cloud-init ({@code ssh_keys}). A playbook finds the files that every machine made from
 * the image has, and the seal removes them as it removes any host key.
 */
final class HostKeys {
  /** As ssh-keygen and cloud-init call them. What OpenSSH has given up (dsa) is not among them. */
  static final List<String> TYPES = List.of("rsa", "ecdsa", "ed25519");

  private HostKeys() {}

  /**
   * Makes a pair of each type; nothing of them stays in the folder.
   *
   * @return cloud-init's element with all of them
   */
  static String userData(Path folder, String host, Processes processes) throws IOException {
    StringBuilder keys = new StringBuilder("ssh_keys:\n");
    for (String type : TYPES) {
      Path key = folder.resolve("host_key_" + type);
      Path published = folder.resolve(key.getFileName() + ".pub");
      try {
        Files.deleteIfExists(key);
        processes.require(Command.of(Tool.SSH_KEYGEN, "-q", "-t", type, "-N", "", "-C", "root@" + host, "-f", key));
        keys.append("  ").append(type).append("_private: |\n").append(Files.readString(key).strip().indent(4));
        keys.append("  ").append(type).append("_public: ").append(Files.readString(published).strip()).append('\n');
      } finally {
        Files.deleteIfExists(key);
        Files.deleteIfExists(published);
      }
    }
    return keys.toString();
  }
}
