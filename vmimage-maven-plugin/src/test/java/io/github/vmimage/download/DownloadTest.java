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
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    server.close();
    assertThat(problem(server.url("/disk"))).startsWith("The server cannot be reached\n  where:    " + server.url("/disk"));
  }

  @Test
  void refusesAMissingFile() {
    URI url = folder.resolve("missing").toUri();
    assertThat(problem(url)).startsWith("The file of an upstream cannot be read\n  where:    " + url)
        .contains("NoSuchFileException").endsWith("ls -l " + folder.resolve("missing"));
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
