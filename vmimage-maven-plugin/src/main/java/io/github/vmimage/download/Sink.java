package io.github.vmimage.download;

import java.io.ByteArrayOutputStream;

/** What a download writes to: it only ever goes on at the end or begins again. */
public interface Sink {

  /**
   * Appends.
   *
   * @param buffer holds the bytes
   * @param offset of the first
   * @param length how many
   */
  void write(byte[] buffer, int offset, int length);

  /** Forgets everything written. */
  void restart();

  /**
   * Hears how many bytes there will be, before the first of them.
   *
   * @param bytes how many, as the server says
   */
  default void expect(long bytes) {}

  /** {@return how many bytes were written since the start} */
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

    /** {@return all of them} */
    public byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
