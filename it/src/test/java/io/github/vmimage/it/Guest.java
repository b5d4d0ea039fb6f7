package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A clone of a released disk, started as a user would start one: its own boot loader, cloud-init fed over the network, a person's key.
 * Software emulation only, so that it is the same everywhere. The disk itself stays as it is.
 */
final class Guest implements AutoCloseable {
  private static final String USER = "visitor";
  private static final Duration BOOT = Duration.ofMinutes(12);

  private final Path folder;
  private final Process qemu;
  private final HttpServer server;
  private final int port;

  private Guest(Path folder, Process qemu, HttpServer server, int port) {
    this.folder = folder;
    this.qemu = qemu;
    this.server = server;
    this.port = port;
  }

  /** Boots a clone and waits until somebody can log in and cloud-init has finished. */
  static Guest boot(Path disk, Path folder) {
    try {
      Program program = Program.in(folder);
      program.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", disk.toString(), "clone.qcow2");
      program.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "key");
      HttpServer server = seed(Folders.read(folder.resolve("key.pub")).strip());
      int port = freePort();
      Process qemu = start(folder, port, "-smbios",
          "type=1,serial=ds=nocloud-net;s=http://10.0.2.2:" + server.getAddress().getPort() + "/");
      Guest guest = new Guest(folder, qemu, server, port);
      try {
        guest.awaitLogin();
      } catch (RuntimeException | AssertionError e) {
        guest.close();
        throw e;
      }
      return guest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Boots a clone that nobody feeds, as on a bare machine, and gives the Ed25519 host key that it made for itself. */
  static String hostKeyWithoutDataSource(Path disk, Path folder) {
    Program program = Program.in(folder);
    program.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", disk.toString(), "clone.qcow2");
    Process qemu = null;
    try {
      int port = freePort();
      qemu = start(folder, port);
      Instant end = Instant.now().plus(BOOT);
      String scan = "";
      while (!scan.contains(" ssh-ed25519 ") && qemu.isAlive() && Instant.now().isBefore(end)) {
        pause();
        scan = program.attempt(Duration.ofSeconds(25), List.of("ssh-keyscan", "-t", "ed25519", "-T", "20", "-p", Integer.toString(port),
            "127.0.0.1")).output();
      }
      assertThat(scan).as("answer of sshd; console: %s", folder.resolve("console.log")).contains(" ssh-ed25519 ");
      return scan.substring(scan.indexOf(" ssh-ed25519 ") + 1).lines().findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (qemu != null) {
        qemu.destroyForcibly().onExit().join();
      }
    }
  }

  private static Process start(Path folder, int port, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("qemu-system-x86_64", "-accel", "tcg", "-cpu", "max", "-m", "1024", "-smp", "2",
        "-display", "none", "-serial", "file:console.log", "-no-reboot",
        "-drive", "file=clone.qcow2,format=qcow2,if=virtio,cache=unsafe",
        "-netdev", "user,id=net0,hostfwd=tcp:127.0.0.1:" + port + "-:22", "-device", "virtio-net-pci,netdev=net0",
        "-device", "virtio-rng-pci"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
        .redirectOutput(folder.resolve("qemu.log").toFile()).start();
  }

  /** Runs a command that must succeed. */
  String run(String command) {
    Program.Result result = ssh(command, Duration.ofMinutes(2));
    assertThat(result.exitCode()).as("exit code in the guest of %s: %s", command, result.output()).isZero();
    return result.text();
  }

  /** Runs a command, whatever its exit code. */
  Program.Result attempt(String command) {
    return ssh(command, Duration.ofMinutes(2));
  }

  private void awaitLogin() {
    Instant end = Instant.now().plus(BOOT);
    while (ssh("true", Duration.ofSeconds(25)).exitCode() != 0) {
      if (!qemu.isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError("the guest cannot be logged in to; QEMU " + (qemu.isAlive() ? "runs" : "has ended") + ": "
            + Folders.read(folder.resolve("qemu.log")) + "\nend of the console:\n" + endOfConsole());
      }
      pause();
    }
    run("cloud-init status --wait >/dev/null; systemctl is-system-running --wait >/dev/null || true");
  }

  private String endOfConsole() {
    List<String> lines = Folders.read(folder.resolve("console.log")).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  private Program.Result ssh(String command, Duration limit) {
    List<String> line = new ArrayList<>(List.of("ssh", "-i", "key", "-p", Integer.toString(port), "-F", "none", "-q",
        "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20",
        "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", USER + "@127.0.0.1", command));
    return Program.in(folder).attempt(limit, line);
  }

  private static HttpServer seed(String key) throws IOException {
    Map<String, String> documents = Map.of(
        "/meta-data", "instance-id: it-" + UUID.randomUUID() + "\nlocal-hostname: visited\n",
        "/vendor-data", "#cloud-config\n{}\n",
        "/user-data", """
            #cloud-config
            users:
              - name: %s
                shell: /bin/bash
                sudo: ALL=(ALL) NOPASSWD:ALL
                lock_passwd: true
                ssh_authorized_keys:
                  - %s
            """.formatted(USER, key));
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      String document = documents.get(exchange.getRequestURI().getPath());
      byte[] body = (document == null ? "" : document).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(document == null ? 404 : 200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    qemu.destroyForcibly().onExit().join();
  }
}
