package io.github.vmimage.guest;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The machine that a {@link TestGuest} boots on, and what it is told of itself. */
final class TestMachine {
  /** Whatever listens does so here. */
  static final String ADDRESS = "127.0.0.1";

  private TestMachine() {}

  /** What its cloud-init is told: a name, and a user with a key. */
  static Map<String, String> documents(String name, String publicKey) {
    return Map.of("meta-data", "instance-id: " + name + "-" + UUID.randomUUID() + "\nlocal-hostname: " + name + "\n",
        "vendor-data", "#cloud-config\n{}\n",
        "user-data", """
            #cloud-config
            users:
              - name: %s
                shell: /bin/sh
                sudo: ALL=(ALL) NOPASSWD:ALL
                lock_passwd: true
                ssh_authorized_keys:
                  - %s
            """.formatted(TestGuest.USER, publicKey));
  }

  /**
   * QEMU, with the clone, a console in a file and the SSH port on a free port of this machine. It has what a cloud's machine has and no
   * device more: a screen, since boot loaders look for one, a disk, a network card, random numbers.
   */
  static Command command(TestGuestRequest request, List<String> sandbox, Path seed, Path socket) {
    return Command.of(Tool.QEMU, "-name", request.name(), "-accel", request.accelerator(), "-cpu", "max", "-smp", request.size().cpus(),
        "-m", request.size().memory(), "-display", "none", "-no-user-config", "-nodefaults", "-vga", "std").with(sandbox.toArray())
        .with("-chardev", "file,id=console,path=" + option(request.console()), "-serial", "chardev:console",
            "-drive", "file=" + option(request.overlay()) + ",format=qcow2,if=virtio,cache=unsafe",
            "-chardev", "socket,id=seed,path=" + option(seed), "-netdev", network(request.network()),
            "-device", "virtio-net-pci,netdev=net0", "-device", "virtio-rng-pci",
            "-qmp", "unix:" + option(socket) + ",server=on,wait=off",
            "-smbios", "type=1,serial=ds=nocloud-net;s=" + SeedServer.url());
  }

  /** QEMU's user network. Closed, it has no IPv6 either: for that, QEMU's restriction leaves UDP out. */
  private static String network(GuestNetwork network) {
    return "user,id=net0," + (network == GuestNetwork.CLOSED ? "restrict=on,ipv6=off," : "") + "hostfwd=tcp:" + ADDRESS + ":0-:22,guestfwd=tcp:"
        + SeedServer.ADDRESS + ":" + SeedServer.PORT + "-chardev:seed";
  }

  /** In QEMU's options a comma ends a value unless it is doubled. */
  private static String option(Path path) {
    return path.toAbsolutePath().toString().replace(",", ",,");
  }
}
