package io.github.vmimage.source;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Puts a carriage return before each line feed that has none. */
final class CrLfStream extends FilterOutputStream {
  private int last = -1;

  CrLfStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    if (b == '\n' && last != '\r') {
      out.write('\r');
    }
    out.write(b);
    last = b;
  }

  @Override
  public void write(byte[] buffer, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(buffer[i]);
    }
  }
}
