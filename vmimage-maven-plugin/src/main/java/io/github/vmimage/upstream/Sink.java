package io.github.vmimage.upstream;

import java.io.ByteArrayOutputStream;

/** What a download writes to: it only ever goes on at the end or begins again. */
interface Sink {

  /** Appends. */
  void write(byte[] buffer, int offset, int length);

  /** Forgets everything written. */
  void restart();

  /** Hears how many bytes there will be, before the first of them. */
  default void expect(long bytes) {}

  /** How many bytes were written since the start. */
  long received();

  /** Keeps small files in memory. */
  final class Memory implements Sink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes.write(buffer, offset, length);
    }

    @Override
    public void restart() {
      bytes.reset();
    }

    @Override
    public long received() {
      return bytes.size();
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
