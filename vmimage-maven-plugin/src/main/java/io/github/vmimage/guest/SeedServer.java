package io.github.vmimage.guest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives one guest what its cloud-init asks for (the NoCloud data source), over HTTP on a socket that only this user can open.
 *
 * <p>QEMU connects to the socket once, when it starts, and carries all connections that the guest opens to {@link #ADDRESS} over that one
 * stream, one behind the other ({@code guestfwd}). So the stream stays open after an answer, whatever the request says; the guest closes its
 * own connection when it has the announced length. What the guest sends is bounded: no more than a line's beginning is ever kept.
 */
final class SeedServer implements AutoCloseable {
  /** Where the guest finds it: an address of QEMU's user network that is neither this machine's nor the name server's. */
  static final String ADDRESS = "10.0.2.100";
  static final int PORT = 80;
  private static final int LONGEST_LINE = 1_024;
  /** A request may follow the beginning of one that the guest broke off. */
  private static final Pattern REQUEST = Pattern.compile(".*GET /(\\S*) HTTP/1\\.[01]");

  private final Map<String, String> files;
  private final Path socket;
  private final ServerSocketChannel listener;
  private volatile SocketChannel stream;

  private SeedServer(Map<String, String> files, Path socket, ServerSocketChannel listener) {
    this.files = Map.copyOf(files);
    this.socket = socket;
    this.listener = listener;
  }

  /** Serves files by their names to whoever connects first. */
  static SeedServer start(Map<String, String> files, Path socket) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    SeedServer server = new SeedServer(files, socket, listener);
    try {
      listener.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    Thread thread = new Thread(server::serve, "vmimage-seed");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  Path socket() {
    return socket;
  }

  /** The address for {@code ds=nocloud-net}. */
  static String url() {
    return "http://" + ADDRESS + "/";
  }

  private void serve() {
    try (SocketChannel connection = listener.accept()) {
      stream = connection;
      InputStream in = new BufferedInputStream(Channels.newInputStream(connection));
      String asked = null;
      for (String line = line(in); line != null; line = line(in)) {
        Matcher request = REQUEST.matcher(line);
        if (request.matches()) {
          asked = request.group(1);
        } else if (line.isEmpty() && asked != null) {
          answer(connection, files.get(asked));
          asked = null;
        }
      }
    } catch (IOException closed) {
      // QEMU or the guest's owner has ended it; a guest without its data is told by the wait for its login.
    }
  }

  /** A line without its end, cut at the limit; null where the stream has ended. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      } else if (b != '\r' && line.size() < LONGEST_LINE) {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static void answer(SocketChannel connection, String file) throws IOException {
    byte[] body = (file == null ? "" : file).getBytes(StandardCharsets.UTF_8);
    String head = "HTTP/1.1 " + (file == null ? "404 Not Found" : "200 OK") + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
        + body.length + "\r\nConnection: close\r\n\r\n";
    for (byte[] part : new byte[][] {head.getBytes(StandardCharsets.US_ASCII), body}) {
      ByteBuffer bytes = ByteBuffer.wrap(part);
      while (bytes.hasRemaining()) {
        connection.write(bytes);
      }
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
