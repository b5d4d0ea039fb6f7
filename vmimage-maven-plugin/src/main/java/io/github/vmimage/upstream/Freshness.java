package io.github.vmimage.upstream;

import io.github.vmimage.report.ShownUrl;

/**
 * Whether there is something newer than an upstream.
 *
 * @param id what the author calls the upstream
 * @param location where it comes from now
 * @param state the answer
 * @param newer what is newer, in the form that {@code vmimage:pin} takes; empty where nothing is known to be
 * @param why how that is known, or why it cannot be told; one sentence without a full stop
 */
public record Freshness(String id, String location, State state, String newer, String why) {

  /** Takes out of every URL what may not be {@linkplain ShownUrl shown}. */
  public Freshness {
    location = ShownUrl.in(location);
    why = ShownUrl.in(why);
  }

  /** The answers. */
  public enum State {
    /** Nothing newer was found where one would be. */
    CURRENT("current"),
    /** There is something newer. */
    NEWER("newer"),
    /** Nobody can be asked, or gave no answer. */
    UNKNOWN("cannot be told");

    private final String title;

    State(String title) {
      this.title = title;
    }

    /** {@return the state for people} */
    public String title() {
      return title;
    }
  }

  static Freshness current(Upstream upstream, String location, String why) {
    return new Freshness(upstream.id(), location, State.CURRENT, "", why);
  }

  static Freshness newer(Upstream upstream, String location, String newer, String why) {
    return new Freshness(upstream.id(), location, State.NEWER, newer, why);
  }

  /**
   * Nothing could be found out.
   *
   * @param upstream which
   * @param location where it comes from
   * @param why one sentence without a full stop
   * @return the answer
   */
  public static Freshness unknown(Upstream upstream, String location, String why) {
    return new Freshness(upstream.id(), location, State.UNKNOWN, "", why);
  }
}
