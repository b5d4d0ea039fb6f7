package io.github.vmimage.guest;

import io.github.vmimage.files.Folders;
import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The way into the guest of one build: a throw-away key pair, and the NoCloud data (cloud-init's NoCloud data source) that lets it in.
 *
 * @param username user that cloud-init makes, with sudo and without a password
 * @param privateKeyFile OpenSSH private key, without a passphrase, readable by this user only
 * @param publicKey its public half, one line
 * @param seedDirectory folder with {@code meta-data} and {@code user-data}
 */
public record BuildAccess(String username, Path privateKeyFile, String publicKey, Path seedDirectory) {
  /** The build's user; the seal removes it. */
  public static final String USERNAME = "vmimage";
  private static final String HOST = "vmimage-build";

  /**
   * Makes what stands for an access where no guest runs: a key pair, and data without host keys.
   *
   * @param folder where
   * @param processes starts ssh-keygen
   * @return the access
   */
  public static BuildAccess placeholder(Path folder, Processes processes) {
    return create(folder, "placeholder", "", processes);
  }

  /**
   * Makes a key pair and the data.
   *
   * @param folder a folder of this build's own
   * @param instance cloud-init's instance id; the same for equal builds, so that nothing in the image tells them apart
   * @param processes starts ssh-keygen
   * @return the access
   */
  public static BuildAccess create(Path folder, String instance, Processes processes) {
    try {
      Files.createDirectories(folder);
      return create(folder, instance, HostKeys.userData(folder, HOST, processes), processes);
    } catch (IOException e) {
      throw GuestProblems.keyNotWritten(folder, e.toString()).because(e);
    }
  }

  private static BuildAccess create(Path folder, String instance, String hostKeys, Processes processes) {
    Path key = folder.resolve("ssh_key");
    Path seed = folder.resolve("seed");
    try {
      Files.createDirectories(seed);
      Files.deleteIfExists(key);
      processes.require(Command.of(Tool.SSH_KEYGEN, "-q", "-t", "ed25519", "-N", "", "-C", "vmimage-build", "-f", key));
      String publicKey = Files.readString(folder.resolve("ssh_key.pub")).strip();
      Files.writeString(seed.resolve("meta-data"), "instance-id: " + instance + "\nlocal-hostname: " + HOST + "\n");
      Files.writeString(seed.resolve("user-data"), userData(publicKey) + hostKeys);
      Files.writeString(seed.resolve("vendor-data"), "");
      return new BuildAccess(USERNAME, key, publicKey, seed);
    } catch (IOException e) {
      throw GuestProblems.keyNotWritten(folder, e.toString()).because(e);
    }
  }

  private static String userData(String publicKey) {
    return """
        #cloud-config
        users:
          - name: %s
            shell: /bin/sh
            lock_passwd: true
            sudo: ALL=(ALL) NOPASSWD:ALL
            ssh_authorized_keys:
              - %s
        ssh_pwauth: false
        # Nothing else: the build configures the guest, and cloud-init would run beside its first tasks.
        cloud_config_modules: []
        cloud_final_modules: []
        """.formatted(USERNAME, publicKey);
  }

  /**
   * Keeps the private key a little longer: it is to be tried on the image that was made with it.
   *
   * @param file where it goes, readable by this user only; in a folder that goes with the run
   */
  public void keep(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.move(privateKeyFile, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw GuestProblems.keyNotWritten(file.getParent(), e.toString()).because(e);
    }
  }

  /** Deletes the key pair and the data, which have the private host keys: after the build nobody can use them. */
  public void destroy() {
    try {
      Files.deleteIfExists(privateKeyFile);
      Files.deleteIfExists(privateKeyFile.resolveSibling(privateKeyFile.getFileName() + ".pub"));
      Folders.delete(seedDirectory);
    } catch (IOException e) {
      throw GuestProblems.keyNotDeleted(privateKeyFile, e.toString()).because(e);
    }
  }
}
