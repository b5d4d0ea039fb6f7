package io.github.vmimage.guest;

/** Whom a {@link TestGuest} can reach. In both cases this machine reaches its SSH server, and it reaches its cloud-init data. */
public enum GuestNetwork {
  /** Nobody else: no server of this machine's, no other guest, no network. It gets an address, but neither gateway nor name server. */
  CLOSED,
  /** Whatever this machine reaches, and what listens on this machine's loopback addresses. */
  OPEN
}
