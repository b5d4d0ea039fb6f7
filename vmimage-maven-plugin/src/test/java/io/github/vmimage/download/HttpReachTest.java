package io.github.vmimage.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpReachTest {
  private static final byte[] BODY = new byte[4000];

  private final CountDownLatch end = new CountDownLatch(1);
  private FaultyServer server;
  private final HttpReach reach = new HttpReach(Network.direct(), Duration.ofSeconds(20));

  @BeforeEach
  void start() throws IOException {
    server = new FaultyServer();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.close();
  }

  @Test
  void tellsTheSizeOfAFileThatIsThere() {
    assertThat(reach.ask(server.on("/disk", FaultyServer.cut(BODY, 0)))).isEqualTo(OptionalLong.of(4000));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void asksForOneByteWhereTheServerKnowsNoHead() {
    URI url = server.on("/disk", FaultyServer.status("405 Method Not Allowed"), (request, out) ->
        out.write("HTTP/1.1 206 Partial Content\r\nContent-Length: 1\r\nContent-Range: bytes 0-0/4000\r\n\r\nx".getBytes()));
    assertThat(reach.ask(url)).isEqualTo(OptionalLong.of(4000));
    assertThat(server.requests()).extracting(r -> r.header("range")).containsExactly(null, "bytes=0-0");
  }

  @Test
  void readsNoMoreOfAnEndlessAnswerThanItsHead() {
    URI url = server.on("/disk", FaultyServer.status("501 Not Implemented"), FaultyServer.endless());
    assertThat(reach.ask(url)).isEmpty();
  }

  @Test
  void followsRedirects() {
    URI file = server.on("/file", FaultyServer.cut(BODY, 0));
    assertThat(reach.ask(server.on("/latest", FaultyServer.redirect(file)))).isEqualTo(OptionalLong.of(4000));
  }

  @Test
  void saysWhatTheServerAnswers() {
    assertThatThrownBy(() -> reach.ask(server.url("/absent"))).hasMessageStartingWith("The server does not give the file")
        .hasMessageContaining("HTTP status 404").hasMessageContaining("next:     look at the URL");
    assertThatThrownBy(() -> reach.ask(server.on("/closed", FaultyServer.status("401 Unauthorized"))))
        .hasMessageContaining("credentials in settings.xml");
  }

  @Test
  void givesUpOnAServerThatIsSilent() {
    URI url = server.on("/disk", (request, out) -> end.await());
    assertThatThrownBy(() -> new HttpReach(Network.direct(), Duration.ofSeconds(1)).ask(url)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The server does not answer").hasMessageContaining("no answer within 1 s");
  }

  @Test
  void saysWhatIsWrongWithAnAnswer() {
    assertThatThrownBy(() -> reach.ask(server.on("/closed", (request, out) -> { })))
        .hasMessageStartingWith("The server cannot be reached").hasMessageContaining("received no bytes");
    assertThatThrownBy(() -> reach.ask(server.on("/many", FaultyServer.raw(BODY, "HTTP/1.1 200 OK", "Content-Length: many"))))
        .hasMessageStartingWith("The server cannot be reached").hasMessageContaining("malformed");
  }

  @Test
  void aRunThatIsInterruptedAsksNoMore() {
    URI url = server.on("/disk", FaultyServer.file(BODY));
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> reach.ask(url)).hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).as("the interrupt is still there").isTrue();
    }
  }

  @Test
  void saysWhereNobodyListens() throws IOException {
    try (SilentPort silent = new SilentPort()) {
      assertThatThrownBy(() -> reach.ask(silent.url("/disk"))).hasMessageStartingWith("The server cannot be reached")
          .hasMessageContaining("no connection");
    }
  }
}
