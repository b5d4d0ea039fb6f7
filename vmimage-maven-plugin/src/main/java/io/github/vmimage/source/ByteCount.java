package io.github.vmimage.source;

import java.io.OutputStream;

/** Counts the bytes by which Git tells text from binary, and the ends of lines. */
final class ByteCount extends OutputStream {
  private static final int DOS_END_OF_FILE = 26;

  private long loneLf;
  private long crLf;
  private long loneCr;
  private long nul;
  private long printable;
  private long control;
  private int last = -1;

  @Override
  public void write(int b) {
    int c = b & 0xff;
    if (last == '\r') {
      if (c == '\n') {
        crLf++;
      } else {
        loneCr++;
      }
    } else if (c == '\n') {
      loneLf++;
    }
    if (c != '\r' && c != '\n') {
      nul += c == 0 ? 1 : 0;
      boolean isControl = c == 127 || c < 32 && c != '\b' && c != '\t' && c != 27 && c != '\f';
      control += isControl ? 1 : 0;
      printable += isControl ? 0 : 1;
    }
    last = c;
  }

  @Override
  public void write(byte[] buffer, int from, int length) {
    for (int i = from; i < from + length; i++) {
      write(buffer[i]);
    }
  }

  /** Whether Git would give each line feed a carriage return, were it left to guess. */
  boolean wantsCarriageReturns() {
    boolean endsInCr = last == '\r';
    long controls = last == DOS_END_OF_FILE ? control - 1 : control;
    return loneLf > 0 && loneCr == 0 && !endsInCr && crLf == 0 && nul == 0 && printable >> 7 >= controls;
  }
}
