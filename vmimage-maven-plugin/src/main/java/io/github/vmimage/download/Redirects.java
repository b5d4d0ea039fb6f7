package io.github.vmimage.download;

import io.github.vmimage.report.AbsentException;
import io.github.vmimage.report.ProblemException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The redirects of one request: where they may lead, how many there may be, and which of them may see credentials.
 *
 * <p>Credentials go to the origin of the first URL, which the project names, and to no other: a redirect chooses neither a server nor a
 * port nor a scheme that a password is sent to. Once a redirect has led elsewhere, one that leads back gets none either, as in the Fetch
 * standard.
 */
public final class Redirects {
  /** As many as browsers and Maven's own transports follow at least. */
  static final int MAX = 10;

  /** Java's URIs may have greater ports; its client fails with them. */
  public static final int MAX_PORT = 65_535;

  private static final Set<Integer> CODES = Set.of(301, 302, 303, 307, 308);

  private final URI first;
  private final Set<URI> visited = new LinkedHashSet<>();
  private boolean elsewhere;

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
      throw DownloadProblems.redirectToNoUrl(first, to.toString()).asException();
    }
    if (from.getScheme().equalsIgnoreCase("https") && scheme.equals("http")) {
      throw DownloadProblems.redirectOutOfHttps(first, to.toString()).asException();
    }
    if (!visited.add(to)) {
      throw DownloadProblems.redirectInACircle(first, to.toString()).asException();
    }
    if (visited.size() > MAX + 1) {
      throw DownloadProblems.tooManyRedirects(first, to.toString(), MAX).asException();
    }
    elsewhere |= !origin(to).equals(origin(first));
    return to;
  }

  /** What to send along to where the last redirect led, or to the first URL where there was none. */
  Optional<String> authorization(Network.Credentials credentials, URI to) {
    return elsewhere ? Optional.empty() : credentials.authorization(to);
  }

  /**
   * What to make of an answer that is neither the file nor a redirect.
   *
   * @param status of the answer
   * @param last the URL that gave it
   * @return to be thrown; of the absent kind only where the host that the project names says that there is no such file: of another, such
   *     as a mirror that a redirect chose, it is not known whether it has all there is
   */
  ProblemException refused(int status, URI last) {
    boolean same = last.getHost().equalsIgnoreCase(first.getHost());
    if (same && (status == 404 || status == 410)) {
      return new AbsentException(DownloadProblems.refusedByServer(first, status), null);
    }
    return (elsewhere ? DownloadProblems.refusedAfterRedirect(first, status, last)
        : DownloadProblems.refusedByServer(first, status)).asException();
  }

  private static String origin(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
