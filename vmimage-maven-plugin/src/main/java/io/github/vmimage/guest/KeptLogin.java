package io.github.vmimage.guest;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.RunningProcess;
import io.github.vmimage.process.Tool;
import java.nio.file.Files;
import java.time.Duration;

/**
 * One login that is kept open, through whose socket all that follows gets in without another one (ssh's ControlMaster): each costs an
 * emulated guest more than a second.
 */
final class KeptLogin implements AutoCloseable {
  private final GuestLogin login;
  private final RunningProcess ssh;

  private KeptLogin(GuestLogin login, RunningProcess ssh) {
    this.login = login;
    this.ssh = ssh;
  }

  /** Begins to log in, and comes back at once. */
  static KeptLogin begin(GuestLogin login, Processes processes, Duration limit) {
    Command command = Command.of(Tool.SSH, "-M", "-N").with(GuestShell.options(login).toArray())
        .with(login.user() + "@" + login.address()).within(limit);
    return new KeptLogin(login, processes.start(command));
  }

  /** Whether somebody is in: ssh makes its socket when the guest has let it in. */
  boolean isIn() {
    return Files.exists(login.controlSocket().orElseThrow());
  }

  /** Whether the guest said no, or hung up. */
  boolean isOver() {
    return !ssh.isAlive();
  }

  /** The last word of an ssh that {@link #isOver()}. */
  String refusal() {
    ssh.await(Duration.ofSeconds(5));
    return ssh.tail(1);
  }

  @Override
  public void close() {
    ssh.close();
  }
}
