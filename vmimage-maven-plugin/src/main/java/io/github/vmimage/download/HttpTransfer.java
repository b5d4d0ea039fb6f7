package io.github.vmimage.download;

import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.ShownUrl;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLException;

/** One file over HTTP, in as many requests as it takes. */
final class HttpTransfer {
  /** How many requests may break before the file is given up. */
  static final int TRIES = 3;

  private final HttpClient client;
  private final Network network;
  private final TransferProgress progress;
  private final URI url;
  /** The URL for those who are told of the transfer. */
  private final String shown;
  private final Sink sink;
  private final long limit;

  private boolean started;
  /** Names the version of the file that is being received; null where the server names none that may be relied on. */
  private String validator;
  private long expected = -1;

  HttpTransfer(HttpClient client, Network network, TransferProgress progress, URI url, Sink sink, long limit) {
    this.client = client;
    this.network = network;
    this.progress = progress;
    this.url = url;
    this.shown = ShownUrl.in(url.toString());
    this.sink = sink;
    this.limit = limit;
  }

  /** Receives all of the file. */
  void run() {
    try {
      attempts();
      progress.succeeded(shown, sink.received());
    } catch (ProblemException e) {
      if (started) {
        progress.failed(shown, e.problems().get(0).what());
      }
      throw e;
    }
  }

  private void attempts() {
    for (int attempt = 1;; attempt++) {
      try {
        attempt();
        return;
      } catch (ConnectException | HttpConnectTimeoutException | SSLException e) {
        throw DownloadProblems.unreachable(url, reason(e)).because(e);
      } catch (IOException e) {
        if (attempt == TRIES || Thread.currentThread().isInterrupted()) {
          throw DownloadProblems.broken(url, attempt, sink.received(), expected, reason(e)).because(e);
        }
      }
    }
  }

  private void attempt() throws IOException {
    boolean resume = sink.received() > 0 && validator != null;
    if (!resume) {
      sink.restart();
    }
    Redirects redirects = new Redirects(url);
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = follow(redirects, resume);
    BodyQueue body = new BodyQueue();
    response.body().subscribe(body);
    try {
      accept(response, redirects, resume);
      receive(body);
    } finally {
      body.cancel();
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> follow(Redirects redirects, boolean resume) throws IOException {
    URI next = url;
    while (true) {
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(next, redirects, resume);
      if (!Redirects.isOne(response.statusCode())) {
        return response;
      }
      BodyQueue unread = new BodyQueue();
      response.body().subscribe(unread);
      unread.cancel();
      next = redirects.next(next, response.headers().firstValue("Location").orElse(""));
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(URI to, Redirects redirects, boolean resume) throws IOException {
    // The digest is of the file itself: no server may compress it on the way.
    HttpRequest.Builder request = HttpRequest.newBuilder(to).timeout(network.stall()).header("Accept-Encoding", "identity");
    if (resume) {
      request.header("Range", "bytes=" + sink.received() + "-").header("If-Range", validator);
    }
    redirects.authorization(network.credentials(), to).ifPresent(value -> request.header("Authorization", value));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
    } catch (IllegalArgumentException e) {
      // The client meets a length that is no number with this.
      throw new IOException("the head of the answer is malformed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void accept(HttpResponse<?> response, Redirects redirects, boolean resume) throws IOException {
    int status = response.statusCode();
    OptionalLong length = length(response);
    if (status == 200) {
      sink.restart();
      validator = validator(response);
      expected = length.orElse(-1);
    } else if (resume && (status == 206 || status == 416)) {
      String range = response.headers().firstValue("Content-Range").orElse("");
      String now = validator(response);
      if (status == 416 || !range.startsWith("bytes " + sink.received() + "-") || now != null && !now.equals(validator)) {
        sink.restart();
        validator = null;
        throw new IOException("the server did not go on where the transfer broke (status " + status + ", " + range + ")");
      }
    } else {
      throw redirects.refused(status, response.uri());
    }
    if (expected > limit) {
      throw DownloadProblems.tooLarge(url, expected, limit).asException();
    }
    if (!started) {
      sink.expect(Math.max(0, expected));
      started = true;
      progress.started(shown, expected);
    }
  }

  private void receive(BodyQueue body) throws IOException {
    byte[] bytes = new byte[64 * 1024];
    Pace pace = new Pace(network.stall(), System.nanoTime(), sink.received());
    for (List<ByteBuffer> buffers = body.next(network.stall()); buffers != null; buffers = body.next(network.stall())) {
      for (ByteBuffer buffer : buffers) {
        while (buffer.hasRemaining()) {
          int n = Math.min(buffer.remaining(), bytes.length);
          if (sink.received() + n > limit) {
            throw DownloadProblems.tooLarge(url, sink.received() + n, limit).asException();
          }
          buffer.get(bytes, 0, n);
          sink.write(bytes, 0, n);
        }
      }
      progress.progressed(shown, sink.received());
      pace.check(System.nanoTime(), sink.received());
    }
    if (expected >= 0 && sink.received() != expected) {
      throw new IOException("the server sent another number of bytes than it announced");
    }
  }

  /** What the server announces; a length that is none breaks the transfer. */
  static OptionalLong length(HttpResponse<?> response) throws IOException {
    try {
      return response.headers().firstValueAsLong("Content-Length");
    } catch (NumberFormatException e) {
      throw new IOException("the length of the answer is malformed: " + e.getMessage(), e);
    }
  }

  /** What If-Range may carry: a strong entity tag, or else a date. */
  private static String validator(HttpResponse<?> response) {
    String tag = response.headers().firstValue("ETag").orElse("");
    return tag.startsWith("\"") ? tag : response.headers().firstValue("Last-Modified").orElse(null);
  }

  static String seconds(Duration time) {
    return time.toMillis() / 1000.0 + " s";
  }

  private static String reason(IOException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t.getMessage() != null) {
        return t.getMessage();
      }
    }
    return e.getClass().getSimpleName();
  }
}
