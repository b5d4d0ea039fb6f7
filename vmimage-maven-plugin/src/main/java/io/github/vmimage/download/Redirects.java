package io.github.vmimage.download;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The redirects of one request: where they may lead, and how many there may be. */
public final class Redirects {
  /** As many as browsers and Maven's own transports follow at least. */
  static final int MAX = 10;

  /** Java's URIs may have greater ports; its client fails with them. */
  public static final int MAX_PORT = 65_535;

  private static final Set<Integer> CODES = Set.of(301, 302, 303, 307, 308);

  private final URI first;
  private final Set<URI> visited = new LinkedHashSet<>();

  Redirects(URI first) {
    this.first = first;
    visited.add(first);
  }

  static boolean isOne(int status) {
    return CODES.contains(status);
  }

  /**
   * Checks the next step.
   *
   * @param from the URL that redirected
   * @param location the value of its Location header; empty where there was none
   * @return where to go
   */
  URI next(URI from, String location) {
    URI to;
    try {
      to = from.resolve(location.strip());
    } catch (IllegalArgumentException e) {
      throw DownloadProblems.redirectToNoUrl(first, location).because(e);
    }
    String scheme = to.getScheme() == null ? "" : to.getScheme().toLowerCase(Locale.ROOT);
    if (location.isBlank() || to.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw DownloadProblems.redirectToOtherScheme(first, location).asException();
    }
    if (to.getPort() > MAX_PORT) {
      throw DownloadProblems.redirectToNoUrl(first, shown(to)).asException();
    }
    if (from.getScheme().equalsIgnoreCase("https") && scheme.equals("http")) {
      throw DownloadProblems.redirectOutOfHttps(first, shown(to)).asException();
    }
    if (!visited.add(to)) {
      throw DownloadProblems.redirectInACircle(first, shown(to)).asException();
    }
    if (visited.size() > MAX + 1) {
      throw DownloadProblems.tooManyRedirects(first, shown(to), MAX).asException();
    }
    return to;
  }

  /**
   * A URL without what may be secret in it: a server puts passwords and signed tokens into its redirects.
   *
   * @param url with a host
   * @return scheme, host, port and path
   */
  public static String shown(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port + (url.getRawPath() == null ? "" : url.getRawPath());
  }
}
