package io.github.vmimage.it;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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

/**
 * An HTTP server on the loopback that does to each path what it was told, byte by byte: also what no server library would do. A path has
 * its answers in order; the last one is given again and again. One request for each connection.
 */
final class ScriptedServer implements Closeable {
  private final ServerSocket socket;
  private final Answer otherwise;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** A server that answers 404 wherever it was told nothing. */
  ScriptedServer() {
    this(status("404 Not Found"));
  }

  ScriptedServer(Answer otherwise) {
    this.otherwise = otherwise;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  /**
   * What a client asked.
   *
   * @param method such as {@code GET}
   * @param path with its slash
   * @param headers names in small letters
   */
  record Request(String method, String path, Map<String, String> headers) {}

  /** What to do with a request. */
  @FunctionalInterface
  interface Answer {
    void write(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  /** Says what a path does, and gives its URL. */
  String on(String path, Answer... script) {
    answers.put(path, new ArrayDeque<>(List.of(script)));
    return url() + path;
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  List<Request> requests(String path) {
    return requests.stream().filter(r -> r.path().equals(path)).toList();
  }

  List<Request> requests() {
    return requests;
  }

  static Answer status(String status, String... headers) {
    return (request, out) -> head(out, status, "Content-Length: 0", headers);
  }

  static Answer redirect(String location) {
    return status("302 Found", "Location: " + location);
  }

  static Answer file(byte[] body, String... headers) {
    return (request, out) -> {
      head(out, "200 OK", "Content-Length: " + body.length, headers);
      out.write(body);
    };
  }

  /** Announces all of a file, sends its beginning and closes the connection. */
  static Answer cut(byte[] body, int bytes, String... headers) {
    return (request, out) -> {
      head(out, "200 OK", "Content-Length: " + body.length, headers);
      out.write(body, 0, bytes);
    };
  }

  /** Goes on where the client asks it to, without a look at the version that the client names. */
  static Answer rest(byte[] body, String... headers) {
    return (request, out) -> {
      int from = Integer.parseInt(request.headers().getOrDefault("range", "bytes=0-").replaceAll("\\D", ""));
      head(out, "206 Partial Content", "Content-Length: " + (body.length - from), headers,
          "Content-Range: bytes " + from + "-" + (body.length - 1) + "/" + body.length);
      out.write(body, from, body.length - from);
    };
  }

  /** Announces a file, sends its beginning and falls silent until the server is closed. */
  Answer stalling(byte[] body, int bytes) {
    return (request, out) -> {
      cut(body, bytes).write(request, out);
      out.flush();
      closed.await();
    };
  }

  /** Says nothing at all until the server is closed. */
  Answer silent() {
    return (request, out) -> closed.await();
  }

  /** Announces a file and sends a byte of it ten times a second, for as long as the client listens. */
  Answer dripping(byte[] body) {
    return (request, out) -> {
      head(out, "200 OK", "Content-Length: " + body.length);
      for (int i = 0; i < body.length; i++) {
        out.write(body[i]);
        out.flush();
        if (closed.await(100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    };
  }

  /** Sends a file in parts with pauses between them, as a slow network does. */
  Answer paced(byte[] body, int partBytes, int pauseMillis) {
    return (request, out) -> {
      head(out, "200 OK", "Content-Length: " + body.length);
      for (int at = 0; at < body.length; at += partBytes) {
        out.write(body, at, Math.min(partBytes, body.length - at));
        out.flush();
        if (closed.await(pauseMillis, java.util.concurrent.TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    };
  }

  /** A head of an answer; the headers of a fixed length come first. */
  static void head(OutputStream out, String status, String header, String... more) throws IOException {
    head(out, status, header, more, new String[0]);
  }

  private static void head(OutputStream out, String status, String header, String[] more, String... last) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + header + "\r\n");
    for (String[] some : List.of(more, last)) {
      for (String each : some) {
        head.append(each).append("\r\n");
      }
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        daemon(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client; InputStream in = new BufferedInputStream(client.getInputStream()); OutputStream out = client.getOutputStream()) {
      String[] first = line(in).split(" ");
      if (first.length < 2) {
        return;
      }
      Map<String, String> headers = new TreeMap<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        headers.put(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT), line.substring(line.indexOf(':') + 1).strip());
      }
      if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      }
      in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
      Request request = new Request(first[0], first[1], headers);
      requests.add(request);
      next(request.path()).write(request, out);
      out.flush();
    } catch (IOException e) {
      // The client closed: it had enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  private synchronized Answer next(String path) {
    Deque<Answer> left = answers.get(path);
    if (left == null) {
      return otherwise;
    }
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
