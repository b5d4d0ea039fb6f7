package io.github.vmimage.pipeline;

import io.github.vmimage.report.ShownUrl;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One link of an image's chain of custody: the image itself, or what it, or one of its ancestors, started from.
 *
 * @param name coordinates of an image, or the location of another upstream
 * @param kind {@code image}, {@code url} or {@code debian-archive}
 * @param trust how the one that started from it came to trust it, one line
 * @param checks what was verified again now
 * @param upstreams what it started from itself
 */
record CustodyLink(String name, String kind, String trust, List<Check> checks, List<CustodyLink> upstreams) {

  /** Copies the lists. What another project's manifest tells of a URL is shown as every URL is. */
  CustodyLink {
    name = ShownUrl.in(name);
    checks = List.copyOf(checks);
    upstreams = List.copyOf(upstreams);
  }

  /** What came of a check, from best to worst. */
  enum Verdict {
    /** It was looked at now, and holds. */
    VERIFIED("verified"),
    /** It could not be looked at from here; it is as good as the manifest that tells of it. */
    NOT_REACHED("not reached"),
    /** It was looked at, and is not what the manifest says. */
    BROKEN("BROKEN");

    private final String shown;

    Verdict(String shown) {
      this.shown = shown;
    }

    /** {@return the word in reports} */
    @Override
    public String toString() {
      return shown;
    }
  }

  /**
   * One thing that was looked at.
   *
   * @param what such as {@code manifest}
   * @param verdict what came of it
   * @param seen what was seen, or why nothing was, one line
   * @param accepted what the manifest of the image below says; empty where it is the same
   */
  record Check(String what, Verdict verdict, String seen, String accepted) {

    static Check verified(String what, String seen) {
      return new Check(what, Verdict.VERIFIED, seen, "");
    }

    static Check notReached(String what, String why) {
      return new Check(what, Verdict.NOT_REACHED, why, "");
    }

    static Check broken(String what, String seen, String accepted) {
      return new Check(what, Verdict.BROKEN, seen, accepted);
    }
  }

  /** The worst of its own checks. */
  Verdict verdict() {
    return checks.stream().map(Check::verdict).max(Comparator.naturalOrder()).orElse(Verdict.NOT_REACHED);
  }

  /** This link and all above it. */
  Stream<CustodyLink> all() {
    return Stream.concat(Stream.of(this), upstreams.stream().flatMap(CustodyLink::all));
  }
}
