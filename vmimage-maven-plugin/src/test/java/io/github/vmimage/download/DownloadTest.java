package io.github.vmimage.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
  private static final byte[] BODY = new byte[300_000];

  static {
    new Random(1).nextBytes(BODY);
  }

  @TempDir
  Path folder;

  private FaultyServer server;
  private Duration stall = Duration.ofSeconds(20);
  private final Transfers transfers = new Transfers();

  @BeforeEach
  void start() throws IOException {
    server = new FaultyServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void getsAFileAndTellsOfIt() {
    assertThat(get(server.on("/disk", FaultyServer.file(BODY)))).isEqualTo(BODY);
    assertThat(transfers.events).containsExactly("started 300000", "progressed", "succeeded 300000");
    assertThat(server.requests()).singleElement().satisfies(r -> assertThat(r.header("accept-encoding")).isEqualTo("identity"));
  }

  @Test
  void getsAFileOfUnknownLength() {
    URI url = server.on("/disk", (request, out) -> {
      out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes());
      out.write(BODY);
    });
    assertThat(get(url)).isEqualTo(BODY);
    assertThat(transfers.events).startsWith("started -1");
  }

  @Test
  void copiesALocalFile() throws IOException {
    Path file = Files.write(folder.resolve("a disk"), BODY);
    assertThat(get(file.toUri())).isEqualTo(BODY);
    assertThat(transfers.events).containsExactly("started 300000", "progressed", "succeeded 300000");
  }

  @Test
  void goesOnWhereTheTransferBroke() {
    URI url = server.on("/disk", FaultyServer.cut(BODY, 100_000, "ETag: \"1\""), FaultyServer.ranged(BODY, "\"1\""));
    assertThat(get(url)).isEqualTo(BODY);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).header("if-range")).isEqualTo("\"1\"");
    // Bytes that were on the way when the connection closed may be lost, so it goes on at 100,000 or before, but not at 0.
    assertThat(server.requests().get(1).header("range")).matches("bytes=[1-9]\\d*-");
    assertThat(transfers.events).containsExactly("started 300000", "progressed", "succeeded 300000");
  }

  @Test
  void goesOnByDateWhereThereIsNoStrongTag() {
    String date = "Sat, 11 Jul 2026 10:16:37 GMT";
    URI url = server.on("/disk", FaultyServer.cut(BODY, 100_000, "ETag: W/\"weak\"", "Last-Modified: " + date), FaultyServer.file(BODY));
    assertThat(get(url)).isEqualTo(BODY);
    assertThat(server.requests().get(1).header("if-range")).isEqualTo(date);
  }

  @Test
  void beginsAgainWhenTheFileChanged() {
    byte[] other = Arrays.copyOf(BODY, 200_000);
    Arrays.fill(other, (byte) 7);
    URI url = server.on("/disk", FaultyServer.cut(BODY, 100_000, "ETag: \"1\""), FaultyServer.ranged(other, "\"2\""));
    assertThat(get(url)).isEqualTo(other);
  }

  @Test
  void beginsAgainWhenTheServerGoesOnElsewhere() {
    URI url = server.on("/disk", FaultyServer.cut(BODY, 100_000, "ETag: \"1\""),
        FaultyServer.status("206 Partial Content", "Content-Range: bytes 5-299999/300000"), FaultyServer.file(BODY));
    assertThat(get(url)).isEqualTo(BODY);
    assertThat(server.requests().get(2).header("range")).isNull();
  }

  /** A server that heeds no If-Range and goes on with another file than the one it began with. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ETag: "1" | ETag: "2"
      Last-Modified: Sat, 11 Jul 2026 10:16:37 GMT | Last-Modified: Sun, 12 Jul 2026 10:16:37 GMT
      Last-Modified: Sat, 11 Jul 2026 10:16:37 GMT | ETag: "2"
      """)
  void beginsAgainWhenTheRestIsOfAnotherVersion(String before, String after) {
    byte[] other = new byte[BODY.length];
    Arrays.fill(other, (byte) 7);
    URI url = server.on("/disk", FaultyServer.cut(BODY, 100_000, before), FaultyServer.rest(other, after), FaultyServer.file(other, after));
    assertThat(get(url)).isEqualTo(other);
    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().get(2).header("range")).isNull();
  }

  @Test
  void beginsAgainWhenTheFileShrank() {
    byte[] other = Arrays.copyOf(BODY, 1000);
    URI url = server.on("/disk", FaultyServer.cut(BODY, 100_000, "ETag: \"1\""),
        FaultyServer.status("416 Range Not Satisfiable", "Content-Range: bytes */1000"), FaultyServer.file(other));
    assertThat(get(url)).isEqualTo(other);
    assertThat(server.requests().get(2).header("range")).isNull();
  }

  @Test
  void beginsAgainWhenNothingNamesTheVersion() {
    URI url = server.on("/disk", FaultyServer.cut(BODY, 100_000), FaultyServer.file(BODY));
    assertThat(get(url)).isEqualTo(BODY);
    assertThat(server.requests().get(1).header("range")).isNull();
  }

  @Test
  void refusesATruncatedFileAndNamesBothLengths() {
    URI url = server.on("/disk", FaultyServer.cut(BODY, 0));
    assertThat(problem(url)).startsWith("The transfer broke 3 times\n  where:    " + url + "\n  seen:     0 of 300000 bytes: ");
    assertThat(server.requests()).hasSize(3);
    assertThat(transfers.events).containsExactly("started 300000", "failed: The transfer broke 3 times");
  }

  @Test
  void refusesAStalledTransfer() {
    stall = Duration.ofMillis(700);
    URI url = server.on("/disk", server.stalled(BODY, 1000));
    assertThat(problem(url)).contains("of 300000 bytes: no byte came for 0.7 s");
  }

  @Test
  void refusesAServerThatNeverAnswers() {
    stall = Duration.ofMillis(700);
    URI url = server.on("/disk", server.silent());
    assertThat(problem(url)).startsWith("The transfer broke 3 times").contains("0 of an unknown number of bytes: ");
  }

  @Test
  void refusesAnEndlessAnswer() {
    URI url = server.on("/InRelease", FaultyServer.endless());
    assertThatThrownBy(() -> download(Network.Credentials.NONE, false).small(url, 100_000)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The file is larger than anything it can be").hasMessageContaining("at most 100000 bytes");
    URI announced = server.on("/disk", FaultyServer.cut(BODY, 10));
    assertThatThrownBy(() -> download(Network.Credentials.NONE, false).small(announced, 100_000))
        .hasMessageContaining("seen:     300000 bytes or more");
  }

  @Test
  void refusesAnErrorStatusAtOnce() {
    URI url = server.on("/disk", FaultyServer.status("404 Not Found"));
    assertThat(problem(url)).isEqualTo("The server does not give the file\n  where:    " + url
        + "\n  seen:     HTTP status 404\n  accepted: 200\n  next:     look at the URL: distributors remove old files; pin a newer one");
    assertThat(server.requests()).hasSize(1);
    assertThat(transfers.events).isEmpty();
  }

  @Test
  void followsRedirectsAndKeepsPasswordsToTheirServer() throws IOException {
    try (FaultyServer other = new FaultyServer()) {
      URI end = other.on("/there", FaultyServer.file(BODY));
      URI url = server.on("/disk", FaultyServer.redirect("/moved"));
      server.on("/moved", FaultyServer.redirect(end));
      Network.Credentials credentials = to -> to.getPort() == url.getPort() ? Optional.of("Basic c2VjcmV0") : Optional.empty();
      Sink.Memory memory = new Sink.Memory();
      download(credentials, false).image(url, memory);
      assertThat(memory.bytes()).isEqualTo(BODY);
      assertThat(server.requests()).hasSize(2).allSatisfy(r -> assertThat(r.header("authorization")).isEqualTo("Basic c2VjcmV0"));
      assertThat(other.requests()).singleElement().satisfies(r -> assertThat(r.header("authorization")).isNull());
    }
  }

  @Test
  void refusesARedirectInACircle() {
    URI url = server.on("/disk", FaultyServer.redirect("/two"));
    server.on("/two", FaultyServer.redirect("/disk"));
    assertThat(problem(url)).startsWith("The server redirects in a circle\n  where:    " + url);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void refusesTooManyRedirects() {
    for (int i = 0; i < 20; i++) {
      server.on("/" + i, FaultyServer.redirect("/" + (i + 1)));
    }
    assertThat(problem(server.url("/0"))).startsWith("The server redirects more than 10 times");
    assertThat(server.requests()).hasSize(11);
  }

  @Test
  void refusesARedirectToALocalFile() throws IOException {
    Path secret = Files.write(folder.resolve("secret"), BODY);
    assertThat(problem(server.on("/disk", FaultyServer.redirect(secret.toUri()))))
        .startsWith("The server redirects to something that is not http or https");
  }

  @Test
  void refusesAnUnreachableServer() throws IOException {
    try (SilentPort silent = new SilentPort()) {
      assertThat(problem(silent.url("/disk"))).startsWith("The server cannot be reached\n  where:    " + silent.url("/disk"));
    }
  }

  @Test
  void refusesAMissingFile() {
    URI url = folder.resolve("missing").toUri();
    assertThat(problem(url)).startsWith("The file of an upstream cannot be read\n  where:    " + url)
        .contains("NoSuchFileException").endsWith("ls -l " + folder.resolve("missing"));
  }

  @Test
  void takesAFileOfExactlyTheLimit() throws IOException {
    Path file = Files.write(folder.resolve("disk"), BODY);
    URI announced = server.on("/announced", FaultyServer.file(BODY));
    URI unannounced = server.on("/unannounced", FaultyServer.raw(BODY, "HTTP/1.1 200 OK", "Connection: close"));
    for (URI url : List.of(file.toUri(), announced, unannounced)) {
      assertThat(small(url, BODY.length)).isEqualTo(BODY);
      assertThatThrownBy(() -> small(url, BODY.length - 1)).as(url.toString()).isInstanceOf(ProblemException.class)
          .hasMessageContaining(url.getScheme().equals("file") ? "larger than 299999 bytes" : "at most 299999 bytes");
    }
    assertThat(transfers.events).contains("failed: java.io.IOException: larger than 299999 bytes");
  }

  @Test
  void tellsAFileThatIsNotThereFromOneThatCannotBeHad() throws IOException {
    Path file = Files.write(folder.resolve("there"), BODY);
    Download online = download(Network.Credentials.NONE, false);
    assertThat(online.offline()).isFalse();
    assertThat(online.smallIfThere(file.toUri(), BODY.length)).hasValue(BODY);
    assertThat(online.smallIfThere(folder.resolve("absent").toUri(), 10)).isEmpty();
    assertThat(online.smallIfThere(server.on("/there", FaultyServer.file(BODY)), BODY.length)).hasValue(BODY);
    assertThat(online.smallIfThere(server.url("/absent"), 10)).isEmpty();
    assertThat(online.smallIfThere(server.on("/gone", FaultyServer.status("410 Gone")), 10)).isEmpty();
    URI closed = server.on("/closed", FaultyServer.status("403 Forbidden"));
    assertThatThrownBy(() -> online.smallIfThere(closed, 10)).hasMessageContaining("HTTP status 403");

    Download offline = download(Network.Credentials.NONE, true);
    assertThat(offline.offline()).isTrue();
    assertThat(offline.smallIfThere(file.toUri(), BODY.length)).hasValue(BODY);
    assertThat(offline.smallIfThere(folder.resolve("absent").toUri(), 10)).isEmpty();
    int before = server.requests().size();
    assertThatThrownBy(() -> offline.smallIfThere(server.url("/there"), BODY.length)).hasMessageContaining("Maven is offline");
    assertThat(server.requests()).hasSize(before);
  }

  /** Where there is no room, that is told before the first byte. */
  @Test
  void saysHowMuchIsToComeBeforeAnyOfIt() throws IOException {
    Path file = Files.write(folder.resolve("disk"), BODY);
    for (URI url : List.of(file.toUri(), server.on("/disk", FaultyServer.file(BODY)))) {
      List<String> heard = new ArrayList<>();
      download(Network.Credentials.NONE, false).image(url, new Sink() {
        private long received;

        @Override
        public void write(byte[] buffer, int offset, int length) {
          heard.add("bytes");
          received += length;
        }

        @Override
        public void restart() {
          received = 0;
        }

        @Override
        public void expect(long bytes) {
          heard.add("expect " + bytes);
        }

        @Override
        public long received() {
          return received;
        }
      });
      assertThat(heard).startsWith("expect 300000", "bytes").filteredOn(h -> h.startsWith("expect")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"206 Partial Content", "416 Range Not Satisfiable"})
  void takesNoPartThatWasNotAskedFor(String status) {
    URI url = server.on("/disk", FaultyServer.status(status, "Content-Range: bytes 0-299999/300000"));
    assertThat(problem(url)).startsWith("The server does not give the file").contains("HTTP status " + status.substring(0, 3));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aRunThatIsInterruptedTriesNoMore() {
    URI url = server.on("/disk", FaultyServer.file(BODY));
    Thread.currentThread().interrupt();
    try {
      assertThat(problem(url)).startsWith("The transfer broke 1 times").contains("interrupted");
    } finally {
      assertThat(Thread.interrupted()).as("the interrupt is still there").isTrue();
    }
  }

  @Test
  void reachesForNothingWhenOffline() {
    URI url = server.on("/disk", FaultyServer.file(BODY));
    assertThatThrownBy(() -> download(Network.Credentials.NONE, true).image(url, new Sink.Memory()))
        .hasMessage("The upstream is not in the cache, and Maven is offline\n  where:    " + url + "\n  next:     run once without -o");
    assertThat(server.requests()).isEmpty();
  }

  private byte[] get(URI url) {
    Sink.Memory memory = new Sink.Memory();
    download(Network.Credentials.NONE, false).image(url, memory);
    return memory.bytes();
  }

  private byte[] small(URI url, int limit) {
    return download(Network.Credentials.NONE, false).small(url, limit);
  }

  private String problem(URI url) {
    try {
      get(url);
    } catch (ProblemException e) {
      return e.getMessage();
    }
    throw new AssertionError("not refused: " + url);
  }

  private Download download(Network.Credentials credentials, boolean offline) {
    return new Download(new Network(HttpClient.Builder.NO_PROXY, credentials, Duration.ofSeconds(20), stall, offline), transfers);
  }
}
