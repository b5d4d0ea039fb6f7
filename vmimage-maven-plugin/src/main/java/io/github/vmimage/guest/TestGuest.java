package io.github.vmimage.guest;

import io.github.vmimage.files.Folders;
import io.github.vmimage.guest.BootTimeline.Milestone;
import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.RunningProcess;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.SerialConsole;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A throw-away clone of a finished disk, booted as its user would boot it: its own boot loader, cloud-init fed over the network
 * (NoCloud), a user and a key that the build did not know. The disk stays as it is. Whatever listens does so on loopback. Whom the guest can
 * reach is the request's to say; QEMU itself runs in its sandbox where it has one.
 *
 * <p>May be used from one thread at a time; {@link #close()} from any.
 */
public final class TestGuest implements AutoCloseable {
  /** The user that the clone's cloud-init makes: not the build's. */
  public static final String USER = "visitor";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  /** Each knock takes the guest's time away from its boot. */
  private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(500);
  private static final Duration BETWEEN_LOGINS = Duration.ofSeconds(1);
  private static final Duration LAST_WORD = Duration.ofSeconds(30);
  private static final Duration QEMU_ANSWERS = Duration.ofSeconds(30);
  /** No guest of ours lives longer, whatever its owner forgets. */
  private static final Duration WHOLE_LIFE = Duration.ofHours(24);

  private final TestGuestRequest request;
  private final Processes processes;
  private final BootWatch watch;
  private final SeedServer seed;
  private final RunningProcess qemu;
  private final Path socket;
  private final boolean sandboxed;
  private GuestLogin login;
  private volatile KeptLogin kept;

  private TestGuest(TestGuestRequest request, Processes processes, SeedServer seed, RunningProcess qemu, Path socket,
      boolean sandboxed) {
    this.request = request;
    this.processes = processes;
    this.watch = new BootWatch(request);
    this.seed = seed;
    this.qemu = qemu;
    this.socket = socket;
    this.sandboxed = sandboxed;
  }

  /**
   * Starts a guest and comes back at once.
   *
   * @param request which disk, how, and where
   * @param processes starts the programs
   * @return the guest, to be closed; nobody can log in yet
   * @throws io.github.vmimage.report.ProblemException where the disk cannot be cloned or QEMU does not start
   */
  public static TestGuest start(TestGuestRequest request, Processes processes) {
    SeedServer seed = null;
    RunningProcess qemu = null;
    try {
      Files.createDirectories(request.folder());
      Files.createDirectories(request.overlay().toAbsolutePath().getParent());
      Files.createDirectories(request.console().toAbsolutePath().getParent());
      Files.deleteIfExists(request.console());
      Files.deleteIfExists(request.overlay());
      processes.require(Command.of(Tool.QEMU_IMG, "create", "-q", "-f", "qcow2", "-F", request.disk().format(), "-b",
          request.disk().image(), request.overlay()));
      Path key = request.folder().resolve("key");
      processes.require(Command.of(Tool.SSH_KEYGEN, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key));
      seed = SeedServer.start(TestMachine.documents(request.name(), Files.readString(request.folder().resolve("key.pub")).strip()),
          request.folder().resolve("seed"));
      List<String> sandbox = QemuSandbox.options(processes);
      Path socket = request.folder().resolve("qmp");
      qemu = processes.start(TestMachine.command(request, sandbox, seed.socket(), socket).within(WHOLE_LIFE));
      TestGuest guest = new TestGuest(request, processes, seed, qemu, socket, !sandbox.isEmpty());
      guest.login = new GuestLogin(USER, key, TestMachine.ADDRESS, guest.port(), Optional.of(request.folder().resolve("login")));
      return guest;
    } catch (IOException | RuntimeException e) {
      release(qemu, seed, request);
      throw e instanceof RuntimeException known ? known
          : GuestProblems.notPrepared(request.name(), request.folder(), e.toString()).because(e);
    }
  }

  private int port() throws IOException {
    long end = System.nanoTime() + QEMU_ANSWERS.toNanos();
    while (true) {
      try (QmpSocket qmp = QmpSocket.connect(socket)) {
        return qmp.forwardedPort().orElseThrow(() -> new IOException("QEMU forwards no port"));
      } catch (IOException notYet) {
        if (!qemu.isAlive()) {
          throw ended().asException();
        } else if (System.nanoTime() > end) {
          throw notYet;
        }
      }
      pause(BETWEEN_LOOKS);
    }
  }

  /**
   * Waits until the whole system runs: the SSH server answers, the new user gets in, cloud-init has finished where there is one, and
   * systemd has started everything, whether or not that went well.
   *
   * @throws io.github.vmimage.report.ProblemException where the limit is reached, QEMU ends, or the console tells that the guest will never
   *     come up; it says how far the guest got and shows the end of its console
   */
  public void awaitSystem() {
    awaitServer();
    awaitLogin();
    Outcome system = shell().run(BootReport.SCRIPT, new BootReport(watch)::line, process -> hopeless(this::jobs));
    if (!system.succeeded()) {
      throw watch.late(system.tail(3)).asException();
    }
  }

  private String jobs() {
    return String.join(", ", shell().run(BootReport.JOBS, LAST_WORD).stdout());
  }

  private void awaitServer() {
    while (!serverAnswers()) {
      requireComing(() -> "");
      pause(BETWEEN_KNOCKS);
    }
    watch.reached(Milestone.SSH);
  }

  /** QEMU accepts a connection before the guest does; only what the server says tells that it is there. */
  private boolean serverAnswers() {
    try (Socket connection = new Socket()) {
      connection.connect(new InetSocketAddress(TestMachine.ADDRESS, login.port()), 2_000);
      connection.setSoTimeout(2_000);
      byte[] said = connection.getInputStream().readNBytes(4);
      return new String(said, StandardCharsets.US_ASCII).equals("SSH-");
    } catch (IOException notYet) {
      return false;
    }
  }

  private void awaitLogin() {
    String refusal = "";
    kept = KeptLogin.begin(login, processes, WHOLE_LIFE);
    while (!kept.isIn()) {
      if (kept.isOver()) {
        refusal = kept.refusal();
        kept.close();
        pause(BETWEEN_LOGINS);
        kept = KeptLogin.begin(login, processes, WHOLE_LIFE);
      }
      String last = refusal;
      requireComing(() -> last);
      pause(BETWEEN_LOOKS);
    }
    watch.reached(Milestone.LOGIN);
  }

  private void requireComing(Supplier<String> said) {
    if (watch.mayStartAgain()) {
      startAgain();
    }
    hopeless(said).ifPresent(problem -> {
      // The line that tells why it panicked may not have been finished yet.
      pause(BETWEEN_LOOKS);
      if (!watch.mayStartAgain()) {
        throw problem.asException();
      }
      startAgain();
    });
  }

  private void startAgain() {
    try (QmpSocket qmp = QmpSocket.connect(socket)) {
      qmp.execute("system_reset", Map.of());
    } catch (IOException e) {
      if (qemu.isAlive()) {
        throw GuestProblems.notPrepared(request.name(), socket, e.toString()).because(e);
      }
    }
  }

  /** Why waiting is of no use any more. */
  private Optional<Problem> hopeless(Supplier<String> said) {
    if (!qemu.isAlive()) {
      return Optional.of(ended());
    }
    return watch.verdict().or(() -> watch.isLate() ? Optional.of(watch.late(said.get())) : Optional.empty());
  }

  private Problem ended() {
    qemu.await(Duration.ofSeconds(5));
    return watch.ended(qemu.tail(20));
  }

  /**
   * The guest's name.
   *
   * @return as in the request
   */
  public String name() {
    return request.name();
  }

  /**
   * How to get in.
   *
   * @return of use after {@link #awaitSystem()}
   */
  public GuestLogin login() {
    return login;
  }

  /**
   * Runs commands as the new user.
   *
   * @return a shell in this guest
   */
  public GuestShell shell() {
    return new GuestShell(processes, login);
  }

  /**
   * How often the guest was started: more than once where its kernel found the emulated timer late on a busy machine.
   *
   * @return 1 to 3
   */
  public int starts() {
    return watch.starts();
  }

  /**
   * Whether QEMU has given up what it does not need.
   *
   * @return false where this QEMU has no sandbox
   */
  public boolean isSandboxed() {
    return sandboxed;
  }

  /**
   * How far the guest has come.
   *
   * @return the milestones so far
   */
  public BootTimeline timeline() {
    return watch.timeline();
  }

  private void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw GuestProblems.interrupted(request.name()).because(e);
    }
  }

  /** Ends QEMU and removes the clone, the key and the sockets; the console stays. A second call does nothing. */
  @Override
  public void close() {
    if (kept != null) {
      kept.close();
    }
    release(qemu, seed, request);
  }

  private static void release(RunningProcess qemu, SeedServer seed, TestGuestRequest request) {
    try (seed; qemu) {
      // Closed in reverse: first QEMU, then what it asks.
    } finally {
      Folders.delete(request.overlay());
      Folders.delete(request.folder());
      new SerialConsole(request.console()).settle();
    }
  }
}
