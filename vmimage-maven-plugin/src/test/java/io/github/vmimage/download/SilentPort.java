package io.github.vmimage.download;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A port of the loopback on which nobody listens, for as long as this is open. A port that a server was on and has left may be another test's
 * server a moment later.
 */
public final class SilentPort implements Closeable {
  private final Socket taken = new Socket();

  public SilentPort() throws IOException {
    taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + taken.getLocalPort() + path);
  }

  @Override
  public void close() throws IOException {
    taken.close();
  }
}
