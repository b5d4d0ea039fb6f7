package io.github.vmimage.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Flow;

/** Asks a server whether it has a file, the way {@link HttpTransfer} would get it, and gets nothing. */
public final class HttpReach {
  /** What servers say that do not know HEAD, or sign their URLs for GET only. */
  private static final Set<Integer> NO_HEAD = Set.of(400, 403, 405, 501);

  private final HttpClient client;
  private final Network network;
  private final Duration limit;

  /**
   * Asks within a limit.
   *
   * @param network how servers are reached
   * @param limit of one question, redirects included
   */
  public HttpReach(Network network, Duration limit) {
    this.network = network;
    this.limit = limit;
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(limit).proxy(network.proxies()).build();
  }

  /**
   * Asks for one file.
   *
   * @param url http or https
   * @return its size in bytes, where the server tells it
   * @throws io.github.vmimage.report.AbsentException when the server answers that it has no such file
   * @throws io.github.vmimage.report.ProblemException when the server refuses it, or says nothing in time
   */
  public OptionalLong ask(URI url) {
    long end = System.nanoTime() + limit.toNanos();
    Redirects redirects = new Redirects(url);
    URI next = url;
    boolean head = true;
    try {
      while (true) {
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(next, redirects, head, Duration.ofNanos(end - System.nanoTime()));
        int status = response.statusCode();
        if (Redirects.isOne(status)) {
          next = redirects.next(next, response.headers().firstValue("Location").orElse(""));
        } else if (status == 200 || status == 206) {
          return size(response);
        } else if (head && NO_HEAD.contains(status)) {
          head = false;
        } else {
          throw redirects.refused(status, next);
        }
      }
    } catch (HttpTimeoutException e) {
      throw DownloadProblems.silent(url, limit.toSeconds()).because(e);
    } catch (ConnectException e) {
      throw DownloadProblems.unreachable(url, "no connection").because(e);
    } catch (IOException e) {
      throw DownloadProblems.unreachable(url, reason(e)).because(e);
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(URI to, Redirects redirects, boolean head, Duration left)
      throws IOException {
    if (left.isNegative() || left.isZero()) {
      throw new HttpTimeoutException("no time left");
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(to).timeout(left).header("Accept-Encoding", "identity");
    redirects.authorization(network.credentials(), to).ifPresent(value -> request.header("Authorization", value));
    if (head) {
      request.method("HEAD", HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Range", "bytes=0-0");
    }
    try {
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = client.send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
      BodyQueue unread = new BodyQueue();
      response.body().subscribe(unread);
      unread.cancel();
      return response;
    } catch (IllegalArgumentException e) {
      // The client meets a length that is no number with this.
      throw new IOException("the head of the answer is malformed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static OptionalLong size(HttpResponse<?> response) throws IOException {
    if (response.statusCode() == 200) {
      return HttpTransfer.length(response);
    }
    String total = response.headers().firstValue("Content-Range").orElse("").replaceFirst(".*/", "");
    return total.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(total)) : OptionalLong.empty();
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
