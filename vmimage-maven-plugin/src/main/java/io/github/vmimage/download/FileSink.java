package io.github.vmimage.download;

import java.net.URI;
import java.util.Arrays;

/** Passes a file on, and refuses an {@link HtmlPage} that comes in its place. */
final class FileSink implements Sink {
  private final URI url;
  private final Sink sink;
  private final byte[] beginning = new byte[HtmlPage.BEGINNING_BYTES];
  private int length;

  FileSink(URI url, Sink sink) {
    this.url = url;
    this.sink = sink;
  }

  @Override
  public void write(byte[] buffer, int offset, int count) {
    if (length < beginning.length) {
      int taken = Math.min(count, beginning.length - length);
      System.arraycopy(buffer, offset, beginning, length, taken);
      length += taken;
      if (length == beginning.length) {
        end();
      }
    }
    sink.write(buffer, offset, count);
  }

  /** The end of the file: it may be shorter than what is looked at. */
  void end() {
    HtmlPage.shown(Arrays.copyOf(beginning, length)).ifPresent(shown -> {
      throw DownloadProblems.page(url, shown).asException();
    });
  }

  @Override
  public void restart() {
    length = 0;
    sink.restart();
  }

  @Override
  public void expect(long bytes) {
    sink.expect(bytes);
  }

  @Override
  public long received() {
    return sink.received();
  }
}
