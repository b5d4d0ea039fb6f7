package io.github.vmimage.guest;

import io.github.vmimage.files.Folders;
import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.RunningProcess;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A guest on a clone of a finished disk, started from its own boot loader with the cloud-init data of a new user. The disk stays as it is:
 * what the guest writes goes to the clone, and the clone goes with the guest.
 */
public final class ClonedGuest implements AutoCloseable {
  private static final Duration BRIEF = Duration.ofSeconds(25);
  private static final Duration COMMAND = Duration.ofMinutes(3);

  private final Setting setting;
  private final Processes processes;
  private final BuildAccess access;
  private final SeedServer seed;
  private final int port;
  private final RunningProcess qemu;

  /**
   * What a guest is started with.
   *
   * @param disk qcow2, only read
   * @param folder for the clone and the key; it goes with the guest
   * @param console file that gets what the guest says on its serial console; it stays
   * @param instance cloud-init's instance id
   * @param accelerator QEMU's name
   * @param size processors and memory
   * @param boot how long until somebody can log in
   * @param life how long altogether
   */
  public record Setting(Path disk, Path folder, Path console, String instance, String accelerator, GuestSize size, Duration boot,
      Duration life) {}

  private ClonedGuest(Setting setting, Processes processes, BuildAccess access, SeedServer seed, int port, RunningProcess qemu) {
    this.setting = setting;
    this.processes = processes;
    this.access = access;
    this.seed = seed;
    this.port = port;
    this.qemu = qemu;
  }

  /**
   * Starts a guest and waits until its new user can log in and cloud-init has ended.
   *
   * @param setting what with
   * @param processes starts QEMU
   * @return the guest, to be closed
   * @throws io.github.vmimage.report.ProblemException where it does not come so far in its time; nothing is left of it then
   */
  public static ClonedGuest boot(Setting setting, Processes processes) {
    Path folder = Folders.fresh(setting.folder());
    BuildAccess access = BuildAccess.create(folder, setting.instance(), processes);
    Path clone = folder.resolve("clone.qcow2");
    processes.require(Command.of(Tool.QEMU_IMG, "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", setting.disk().toAbsolutePath(),
        clone));
    SeedServer seed = SeedServer.start(access.seedDirectory());
    try {
      int port = freePort(folder);
      Files.createDirectories(setting.console().toAbsolutePath().getParent());
      Files.deleteIfExists(setting.console());
      ClonedGuest guest = new ClonedGuest(setting, processes, access, seed, port,
          processes.start(command(setting, clone, port, seed.port())));
      guest.awaitLogin();
      return guest;
    } catch (IOException e) {
      seed.close();
      throw GuestProblems.consoleNotWritten(setting.console(), e.toString()).because(e);
    } catch (RuntimeException e) {
      seed.close();
      throw e;
    }
  }

  private static Command command(Setting setting, Path clone, int port, int seedPort) {
    return Command.of(Tool.QEMU, "-accel", setting.accelerator(), "-cpu", "max", "-m", setting.size().memory(), "-smp",
        setting.size().cpus(), "-display", "none", "-no-reboot", "-serial", "file:" + comma(setting.console()),
        "-drive", "file=" + comma(clone) + ",format=qcow2,if=virtio,cache=unsafe",
        "-netdev", "user,id=net0,hostfwd=tcp:127.0.0.1:" + port + "-:22", "-device", "virtio-net-pci,netdev=net0",
        "-device", "virtio-rng-pci", "-smbios", "type=1,serial=ds=nocloud-net;s=http://10.0.2.2:" + seedPort + "/").within(setting.life());
  }

  /** A comma ends a value of QEMU's, two are one. */
  private static String comma(Path path) {
    return path.toAbsolutePath().toString().replace(",", ",,");
  }

  private static int freePort(Path folder) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw GuestProblems.noPort(folder, e.toString()).because(e);
    }
  }

  private void awaitLogin() {
    try {
      qemu.awaitReady("lets its user log in", this::letsIn, setting.boot());
      attempt("cloud-init status --wait >/dev/null 2>&1", setting.boot());
    } catch (ProblemException e) {
      List<String> lines = ConsoleTail.of(setting.console());
      close();
      throw GuestProblems.neverIn(setting.disk(), e.problems().get(0).what(), setting.boot().toMinutes(), lines, setting.console())
          .because(e);
    }
  }

  private boolean letsIn() {
    try {
      return attempt("true", BRIEF).succeeded();
    } catch (ProblemException silent) {
      return false;
    }
  }

  /**
   * Runs a command as the new user, who may use sudo.
   *
   * @param line for the user's shell
   * @return how it ended; at most {@value Processes#KEPT_LINES} lines of its output
   */
  public Outcome run(String line) {
    return attempt(line, COMMAND);
  }

  private Outcome attempt(String line, Duration limit) {
    return processes.run(Command.of(Tool.SSH, "-F", "none", "-q", "-i", access.privateKeyFile(), "-p", port, "-o", "IdentitiesOnly=yes",
        "-o", "IdentityAgent=none", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "StrictHostKeyChecking=no",
        "-o", "UserKnownHostsFile=/dev/null", access.username() + "@127.0.0.1", line).within(limit));
  }

  /** {@return the line of an Ansible inventory that leads to it, under the name that Packer's provisioner gives a guest} */
  public String inventory() {
    return "default ansible_host=127.0.0.1 ansible_port=" + port + " ansible_user=" + access.username()
        + " ansible_ssh_private_key_file='" + access.privateKeyFile().toAbsolutePath()
        + "' ansible_ssh_common_args='-o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null'\n";
  }

  @Override
  public void close() {
    qemu.close();
    seed.close();
    access.destroy();
    Folders.delete(setting.folder());
  }
}
