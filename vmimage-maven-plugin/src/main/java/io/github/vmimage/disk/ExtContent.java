package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** The content of one regular file of an ext file system. */
final class ExtContent implements SeekableByteChannel {
  private final ExtVolume volume;
  private final ExtInode file;
  private long position;
  private boolean open = true;

  ExtContent(ExtVolume volume, ExtInode file) {
    this.volume = volume;
    this.file = file;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    return DamagedExtException.instead(() -> readOpen(to));
  }

  private int readOpen(ByteBuffer to) throws IOException {
    byte[] bytes = to.hasArray() ? to.array() : new byte[to.remaining()];
    int at = to.hasArray() ? to.arrayOffset() + to.position() : 0;
    int all = 0;
    while (all < to.remaining()) {
      int some = volume.read(file, position, bytes, at + all, to.remaining() - all);
      if (some < 0) {
        break;
      }
      all += some;
      position += some;
    }
    if (all == 0 && to.hasRemaining()) {
      return -1;
    }
    if (to.hasArray()) {
      to.position(to.position() + all);
    } else {
      to.put(bytes, 0, all);
    }
    return all;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long wanted) {
    position = wanted;
    return this;
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
