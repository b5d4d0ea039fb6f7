package io.github.vmimage.download;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** An HTTP server on the loopback that breaks on demand. Each path has its replies in order; the last one is given again and again. */
public final class FaultyServer implements Closeable {
  private final String scheme;
  private final ServerSocket socket;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  public FaultyServer() throws IOException {
    this("http", new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  /** A server that speaks TLS, with a certificate for {@code 127.0.0.1}. */
  public FaultyServer(SSLContext identity) throws IOException {
    this("https", identity.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  private FaultyServer(String scheme, ServerSocket socket) {
    this.scheme = scheme;
    this.socket = socket;
    Thread acceptor = new Thread(this::accept, "faulty-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** What a client asked: header names are small. */
  public record Request(String path, Map<String, String> headers) {
    String header(String name) {
      return headers.get(name);
    }
  }

  /** What to answer. */
  @FunctionalInterface
  public interface Reply {
    void write(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  public URI on(String path, Reply... answers) {
    replies.put(path, new ArrayDeque<>(List.of(answers)));
    return url(path);
  }

  public URI url(String path) {
    return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort() + path);
  }

  public List<Request> requests() {
    return requests;
  }

  /** All of a file. */
  public static Reply file(byte[] body, String... headers) {
    return cut(body, body.length, headers);
  }

  /** Announces a file and closes the connection after some of its bytes. */
  public static Reply cut(byte[] body, int bytes, String... headers) {
    return (request, out) -> {
      head(out, "200 OK", "Content-Length: " + body.length, headers);
      out.write(body, 0, bytes);
    };
  }

  /** Announces a file and falls silent after some of its bytes, until the server is closed. */
  public Reply stalled(byte[] body, int bytes) {
    return (request, out) -> {
      cut(body, bytes).write(request, out);
      out.flush();
      closed.await();
    };
  }

  /** Says nothing at all, until the server is closed. */
  public Reply silent() {
    return (request, out) -> closed.await();
  }

  /** Announces more than a small file and sends a byte of it now and then, as long as somebody listens. */
  public Reply dripping(byte[] body) {
    return (request, out) -> {
      head(out, "200 OK", "Content-Length: " + 200_000);
      for (int i = 0; !closed.await(20, TimeUnit.MILLISECONDS); i++) {
        out.write(body[i % body.length]);
        out.flush();
      }
    };
  }

  /** Announces a file and breaks the connection after some of its bytes, so that the client hears of an error. */
  public static Reply reset(byte[] body, int bytes, String... headers) {
    return (request, out) -> {
      cut(body, bytes, headers).write(request, out);
      out.flush();
      throw new ResetException();
    };
  }

  /** A file with a head of one's own. */
  public static Reply raw(byte[] body, String... head) {
    return (request, out) -> {
      out.write((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
    };
  }

  private static final class ResetException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** The rest of a file, if it still has that tag; else all of it. */
  public static Reply ranged(byte[] body, String tag) {
    return (request, out) -> {
      String range = request.header("range");
      if (range == null || !tag.equals(request.header("if-range"))) {
        file(body, "ETag: " + tag).write(request, out);
        return;
      }
      int from = Integer.parseInt(range.replaceAll("\\D", ""));
      head(out, "206 Partial Content", "Content-Length: " + (body.length - from),
          "Content-Range: bytes " + from + "-" + (body.length - 1) + "/" + body.length, "ETag: " + tag);
      out.write(body, from, body.length - from);
    };
  }

  /** The rest of a file, whatever version the client began with. */
  public static Reply rest(byte[] body, String header) {
    return (request, out) -> {
      int from = Integer.parseInt(request.header("range").replaceAll("\\D", ""));
      head(out, "206 Partial Content", "Content-Length: " + (body.length - from),
          "Content-Range: bytes " + from + "-" + (body.length - 1) + "/" + body.length, header);
      out.write(body, from, body.length - from);
    };
  }

  public static Reply status(String status, String... headers) {
    return (request, out) -> head(out, status, "Content-Length: 0", headers);
  }

  public static Reply endless() {
    return (request, out) -> {
      head(out, "200 OK", "Connection: close");
      while (true) {
        out.write(new byte[8192]);
      }
    };
  }

  public static Reply redirect(Object location) {
    return status("302 Found", "Location: " + location);
  }

  private static void head(OutputStream out, String status, String header, String... more) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n" + header + "\r\n");
    for (String each : more) {
      head.append(each).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread thread = new Thread(() -> serve(client), "faulty-server-client");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      OutputStream out = client.getOutputStream();
      BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      String first = in.readLine();
      if (first == null) {
        return;
      }
      Map<String, String> headers = new TreeMap<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        headers.put(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT), line.substring(line.indexOf(':') + 1).strip());
      }
      Request request = new Request(first.split(" ")[1], headers);
      requests.add(request);
      try {
        next(request.path()).write(request, out);
        out.flush();
      } catch (ResetException e) {
        client.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      // The client closed: it had enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Reply next(String path) {
    Deque<Reply> left = replies.getOrDefault(path, new ArrayDeque<>(List.of(status("404 Not Found"))));
    return left.size() > 1 ? left.removeFirst() : left.getFirst();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
