package io.github.vmimage.guest;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to get into a running guest.
 *
 * @param user may do everything by sudo, without a password
 * @param privateKeyFile OpenSSH private key without a passphrase
 * @param address of this machine, always a loopback one
 * @param port of that address, forwarded to the guest's SSH server
 * @param controlSocket where a login is kept open that a {@link GuestShell} shares (ssh's ControlPath); where nobody listens it logs in by
 *     itself
 */
public record GuestLogin(String user, Path privateKeyFile, String address, int port, Optional<Path> controlSocket) {

  /**
   * The same guest for somebody else.
   *
   * @param otherUser who is to log in
   * @param otherKey with which key
   * @return a login by itself, which may be refused
   */
  public GuestLogin as(String otherUser, Path otherKey) {
    return new GuestLogin(otherUser, otherKey, address, port, Optional.empty());
  }
}
