package io.github.vmimage.download;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/**
 * How this machine reaches others.
 *
 * @param proxies chooses a proxy for each URL
 * @param credentials knows the passwords of servers
 * @param connect limit for making a connection
 * @param stall limit for a time without any byte
 * @param offline whether it must not be reached for at all
 */
public record Network(ProxySelector proxies, Credentials credentials, Duration connect, Duration stall, boolean offline) {
  /** The usual limit for making a connection. */
  public static final Duration CONNECT = Duration.ofSeconds(30);

  /** The usual limit for a time without any byte. */
  public static final Duration STALL = Duration.ofSeconds(60);

  /** Knows the passwords of servers. */
  @FunctionalInterface
  public interface Credentials {
    /** Knows none. */
    Credentials NONE = url -> Optional.empty();

    /**
     * The value of the {@code Authorization} header for one URL. It is asked for the URLs that a project names and for others of the same
     * origin, never for an origin that a redirect chose.
     *
     * @param url where the request goes
     * @return such as {@code Basic dXNlcjpwYXNz}; empty where the server needs none
     */
    Optional<String> authorization(URI url);
  }

  /**
   * No proxy, no password, the usual limits.
   *
   * @return a network
   */
  public static Network direct() {
    return new Network(HttpClient.Builder.NO_PROXY, Credentials.NONE, CONNECT, STALL, false);
  }
}
