package io.github.vmimage.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into masked lines of bounded length, of a longer one its beginning; bytes that are no UTF-8 become U+FFFD. A
 * line that a program overwrites in place, with a carriage return, counts as one line each time.
 */
final class LineSink extends OutputStream {
  /** The rest of a longer line is left out and counted, so that no tool can fill memory, log and console with one line. */
  static final int MAX_LINE_BYTES = 64 * 1024;

  private final Secrets secrets;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long leftOut;
  private boolean returned;

  LineSink(Secrets secrets, Consumer<String> lines) {
    this.secrets = secrets;
    this.lines = lines;
  }

  @Override
  public synchronized void write(int b) {
    if (returned && b != '\n' && line.size() > 0) {
      emit();
    }
    returned = b == '\r';
    if (b == '\n') {
      emit();
    } else if (b != '\r') {
      add(b);
    }
  }

  private void add(int b) {
    if (line.size() < MAX_LINE_BYTES) {
      line.write(b);
    } else {
      leftOut++;
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      emit();
    }
  }

  private void emit() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    String rest = leftOut == 0 ? "" : " (" + leftOut + " more bytes of this line are left out)";
    leftOut = 0;
    lines.accept(secrets.mask(text) + rest);
  }
}
