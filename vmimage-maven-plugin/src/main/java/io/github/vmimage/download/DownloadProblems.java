package io.github.vmimage.download;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.net.URI;
import java.nio.file.Path;

/** What can be wrong with the fetching of an upstream, and with the cache that keeps it. */
public final class DownloadProblems {
  private static final String OTHER_CACHE = "use another folder for the cache with -Dvmimage.cache=FOLDER";

  private DownloadProblems() {}

  static Problem offline(URI url) {
    return Problem.environment("The upstream is not in the cache, and Maven is offline").at(url).next(Hints.ONLINE);
  }

  /**
   * A file of this machine.
   *
   * @param url as it was asked for
   * @param file its path
   * @param reason why it cannot be read, one line
   * @return the problem
   */
  public static Problem unreadableFile(URI url, Path file, String reason) {
    return Problem.project("The file of an upstream cannot be read").at(url).saw(reason)
        .next("look at the path: ls -l " + Hints.word(file));
  }

  static Problem unreachable(URI url, String reason) {
    return Problem.environment("The server cannot be reached").at(url).saw(reason)
        .next("look at the host name, the proxy in settings.xml, and the network; -o works with what is in the cache");
  }

  static Problem silent(URI url, long seconds) {
    return Problem.environment("The server does not answer").at(url).saw("no answer within " + seconds + " s")
        .next("look at the host name, the proxy in settings.xml, and the network");
  }

  static Problem broken(URI url, int tries, long received, long expected, String reason) {
    return Problem.environment("The transfer broke " + tries + " times").at(url)
        .saw(received + " of " + (expected < 0 ? "an unknown number of" : expected) + " bytes: " + reason)
        .next("run it again; a slow server gets more time with -Dmaven.wagon.http.readTimeout=MILLISECONDS");
  }

  static Problem tooLarge(URI url, long size, long limit) {
    return Problem.environment("The file is larger than anything it can be").at(url).saw(size + " bytes or more")
        .accepts("at most " + limit + " bytes").next("look at what that URL gives: curl -sIL " + Hints.word(url));
  }

  static Problem refusedByServer(URI url, int status) {
    return Problem.environment("The server does not give the file").at(url).saw("HTTP status " + status).accepts("200")
        .next(switch (status) {
          case 401, 403 -> "give the server's credentials in settings.xml, or use a URL that needs none";
          case 407 -> "name a proxy in settings.xml that asks for no login: a proxy's user and password are not sent";
          case 404, 410 -> "look at the URL: distributors remove old files; pin a newer one";
          default -> "run it again later, or use another mirror";
        });
  }

  static Problem refusedAfterRedirect(URI url, int status, URI last) {
    return Problem.environment("The server redirects to one that does not give the file").at(url)
        .saw("HTTP status " + status + " of " + last).accepts("200")
        .next(status == 401 || status == 403
            ? "write the URL where the file really is: credentials go to the scheme, host and port that the project names, never where a"
                + " redirect leads"
            : "run it again later, or use another mirror");
  }

  /**
   * A page in place of a file.
   *
   * @param place where the file was asked for
   * @param seen what is known of the page, one line
   * @return the problem
   */
  public static Problem page(Object place, String seen) {
    return Problem.environment("A page came in place of the file, so the file was not reached").at(place).saw(seen)
        .accepts("the file itself").next("open that address in a browser: a proxy, the login of a network or a server in maintenance answers"
            + " for the server; then run it again");
  }

  static Problem redirectToNoUrl(URI first, String location) {
    return redirect("The server redirects to something that is no URL", first, location);
  }

  static Problem redirectToOtherScheme(URI first, String location) {
    return redirect("The server redirects to something that is not http or https", first, location);
  }

  static Problem redirectOutOfHttps(URI first, String location) {
    return redirect("The server redirects from https to http", first, location);
  }

  static Problem redirectInACircle(URI first, String location) {
    return redirect("The server redirects in a circle", first, location);
  }

  static Problem tooManyRedirects(URI first, String location, int limit) {
    return redirect("The server redirects more than " + limit + " times", first, location);
  }

  private static Problem redirect(String what, URI first, String location) {
    return Problem.environment(what).at(first).saw(location).accepts("redirects to http or https, from https to https only")
        .next("use the URL where the file really is");
  }

  static Problem unwritablePart(Path part, String reason) {
    return Problem.environment("A download could not be written").at(part).saw(reason)
        .next("free room on that disk, or " + OTHER_CACHE);
  }

  static Problem noRoom(Path folder, long free, long needed) {
    return Problem.environment("There is no room for a download").at(folder).saw(free + " bytes free").accepts(needed + " bytes or more")
        .next(Hints.roomFor(folder) + ", or " + OTHER_CACHE);
  }

  static Problem unusableCache(Path cache, String reason) {
    return Problem.environment("The cache of upstreams cannot be used").at(cache).saw(reason)
        .next("make that folder writable, or give another one with -Dvmimage.cache=FOLDER");
  }

  /**
   * Bytes that are not those that were pinned.
   *
   * @param location where they come from
   * @param seen what they hash to
   * @param bytes how many there are
   * @param pinned what they must hash to
   * @return the problem
   */
  public static Problem otherDigest(String location, Digest seen, long bytes, Digest pinned) {
    return Problem.project("The upstream does not have the digest that is pinned").at(location).saw(seen + " (" + bytes + " bytes)")
        .accepts(pinned.toString())
        .next("compare both with the distributor's own signed list of digests; where that list names the new one, mvn vmimage:pin writes"
            + " it down");
  }
}
