package io.github.vmimage.guest;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import io.github.vmimage.process.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs commands in a guest over SSH. Nothing of the user's own SSH configuration, agent or known hosts is looked at, and nothing is
 * executed from the guest's {@code /tmp}, which may forbid that.
 */
public final class GuestShell {
  /** What ssh itself ends with where it gets no connection or no login. */
  public static final int NO_LOGIN = 255;

  private static final Duration WATCHED = Duration.ofHours(25);

  private final Processes processes;
  private final GuestLogin login;

  /**
   * Makes a shell; nothing is connected yet.
   *
   * @param processes starts ssh
   * @param login how to get in
   */
  public GuestShell(Processes processes, GuestLogin login) {
    this.processes = processes;
    this.login = login;
  }

  /**
   * Runs a script as the login's user.
   *
   * @param script for the guest's {@code sh}
   * @param limit after which the connection is cut
   * @return how it ended; exit code {@value #NO_LOGIN} where nobody got in
   */
  public Outcome run(String script, Duration limit) {
    return processes.run(command(script).within(limit));
  }

  /**
   * Runs a script as root, by sudo.
   *
   * @param script for the guest's {@code sh}
   * @param limit after which the connection is cut
   * @return how it ended; exit code {@value #NO_LOGIN} where nobody got in
   */
  public Outcome asRoot(String script, Duration limit) {
    return run("sudo -n sh -c " + quoted(script), limit);
  }

  /** Runs a script as the login's user, as long as the watch lets it. */
  Outcome run(String script, Consumer<String> listener, Watch watch) {
    return processes.run(command(script).within(WATCHED).listening(listener).watched(watch));
  }

  private Command command(String script) {
    return Command.of(Tool.SSH, options(login).toArray()).with("-o", "ControlMaster=no", "-T", login.user() + "@" + login.address(),
        "sh -c " + quoted(script));
  }

  /** What every ssh to a guest is told. */
  static List<String> options(GuestLogin login) {
    return List.of("-F", "none", "-i", login.privateKeyFile().toString(), "-p", Integer.toString(login.port()), "-o", "IdentitiesOnly=yes",
        "-o", "IdentityAgent=none", "-o", "BatchMode=yes", "-o", "PreferredAuthentications=publickey", "-o", "ConnectTimeout=20",
        "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=8", "-o", "StrictHostKeyChecking=no",
        "-o", "UserKnownHostsFile=/dev/null", "-o", "GlobalKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
        "-o", "ControlPath=" + login.controlSocket().map(Path::toString).orElse("none"));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
