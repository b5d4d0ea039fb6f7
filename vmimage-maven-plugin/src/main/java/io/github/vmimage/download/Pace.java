package io.github.vmimage.download;

import java.io.IOException;
import java.time.Duration;

/**
 * Tells a server that keeps a transfer alive with a byte now and then from one that is slow: in every span of time as long as the limit
 * for silence, {@value #SLOWEST} bytes a second must come.
 */
final class Pace {
  /** In bytes a second; a modem of 1990 was faster. */
  static final int SLOWEST = 1024;

  private final Duration span;
  private long begin;
  private long atBegin;

  /**
   * Begins the first span.
   *
   * @param span its length
   * @param now in nanoseconds, from any origin
   * @param received bytes so far
   */
  Pace(Duration span, long now, long received) {
    this.span = span;
    this.begin = now;
    this.atBegin = received;
  }

  /**
   * Looks at the transfer, and begins a new span where one is over.
   *
   * @param now in nanoseconds, from the same origin
   * @param received bytes so far
   * @throws IOException when too few bytes came in the span that is over
   */
  void check(long now, long received) throws IOException {
    if (now - begin < span.toNanos()) {
      return;
    }
    long came = received - atBegin;
    if (came * 1_000_000_000.0 < (double) SLOWEST * (now - begin)) {
      throw new IOException("only " + came + " bytes in " + HttpTransfer.seconds(Duration.ofNanos(now - begin)));
    }
    begin = now;
    atBegin = received;
  }
}
