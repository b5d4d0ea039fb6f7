package io.github.vmimage.download;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Bytes as the answers of a server: status, headers, body, where to go next, and how to go on after a break. The byte {@value #NEXT} ends
 * an answer; the last one is given again and again. The server stands for every host, so that no redirect leads out of this machine.
 */
class HttpAnswerFuzzTest {
  private static final int NEXT = 0x1E;
  private static final int LIMIT = 4096;
  private static final URI FILE = URI.create("http://mirror.example/SHA256SUMS");
  /** Each request may be redirected. */
  private static final int MOST_REQUESTS = HttpTransfer.TRIES * (Redirects.MAX + 1);

  private static final AtomicInteger REQUESTS = new AtomicInteger();
  private static volatile List<byte[]> answers = List.of();
  private static ServerSocket server;

  @BeforeAll
  static void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(HttpAnswerFuzzTest::serve, "fuzzed-server");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.setSoTimeout(1000);
        readHead(client.getInputStream());
        List<byte[]> now = answers;
        client.getOutputStream().write(now.get(Math.min(REQUESTS.getAndIncrement(), now.size() - 1)));
        client.shutdownOutput();
      } catch (IOException e) {
        // The client went away, or the test is over.
        continue;
      }
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int last = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      last = last << 8 | b;
      if (last == 0x0D0A0D0A) {
        return;
      }
    }
  }

  private static List<byte[]> split(byte[] bytes) {
    List<byte[]> parts = new ArrayList<>();
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (byte b : bytes) {
      if (b == NEXT) {
        parts.add(part.toByteArray());
        part.reset();
      } else {
        part.write(b);
      }
    }
    parts.add(part.toByteArray());
    return parts;
  }

  @FuzzTest
  void isReadToAnEndWithinBounds(byte[] input) throws Exception {
    answers = split(ForeignInput.expanded(input));
    REQUESTS.set(0);
    Network network = new Network(ProxySelector.of((InetSocketAddress) server.getLocalSocketAddress()), Network.Credentials.NONE,
        Duration.ofSeconds(5), Duration.ofSeconds(2), false);

    // Jazzer takes a connection to anywhere else for a finding.
    SilentCloseable allowed = BugDetectors.allowNetworkConnections((host, port) -> port == server.getLocalPort());
    try {
      ForeignInput.check(() -> assertThat(new Download(network, TransferProgress.SILENT).small(FILE, LIMIT))
          .hasSizeLessThanOrEqualTo(LIMIT));
    } finally {
      allowed.close();
    }

    assertThat(REQUESTS.get()).isBetween(1, MOST_REQUESTS);
  }
}
