package io.github.vmimage.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.AbsentException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two servers that note what they were sent; the settings know a password for both, as those of a company know one for each of its hosts. */
class CredentialsTest {
  private static final byte[] BODY = new byte[400];
  private static final String PASSWORD = "Basic " + Base64.getEncoder().encodeToString("reader:secret".getBytes());
  private static final Network NETWORK = new Network(HttpClient.Builder.NO_PROXY, url -> Optional.of(PASSWORD), Duration.ofSeconds(20),
      Duration.ofSeconds(20), false);

  private FaultyServer named;
  private FaultyServer chosen;

  /** Everything that sends a request. */
  enum Asking {
    IMAGE(url -> new Download(NETWORK, TransferProgress.SILENT).image(url, new Sink.Memory())),
    SMALL(url -> new Download(NETWORK, TransferProgress.SILENT).small(url, 4000)),
    PERHAPS(url -> new Download(NETWORK, TransferProgress.SILENT).smallIfThere(url, 4000)),
    REACH(url -> new HttpReach(NETWORK, Duration.ofSeconds(20)).ask(url));

    private final Consumer<URI> question;

    Asking(Consumer<URI> question) {
      this.question = question;
    }
  }

  @BeforeEach
  void start() throws IOException {
    named = new FaultyServer();
    chosen = new FaultyServer();
  }

  @AfterEach
  void stop() {
    named.close();
    chosen.close();
  }

  @ParameterizedTest
  @EnumSource
  void goToTheOriginThatTheProjectNames(Asking asking) {
    named.on("/moved", FaultyServer.file(BODY));
    asking.question.accept(named.on("/disk", FaultyServer.redirect("/moved")));
    assertThat(sent(named)).containsExactly(PASSWORD, PASSWORD);
  }

  @ParameterizedTest
  @EnumSource
  void neverGoToAnOriginThatARedirectChose(Asking asking) {
    asking.question.accept(named.on("/disk", FaultyServer.redirect(chosen.on("/disk", FaultyServer.file(BODY)))));
    assertThat(sent(named)).containsExactly(PASSWORD);
    assertThat(sent(chosen)).containsExactly((String) null);
  }

  @ParameterizedTest
  @EnumSource
  void arePresentedToNobodyOnceARedirectHasLedElsewhere(Asking asking) {
    URI back = named.on("/other", FaultyServer.file(BODY));
    asking.question.accept(named.on("/disk", FaultyServer.redirect(chosen.on("/disk", FaultyServer.redirect(back)))));
    assertThat(sent(named)).containsExactly(PASSWORD, null);
    assertThat(sent(chosen)).containsExactly((String) null);
  }

  /** Names of one machine are two hosts: whoever answers for one may be another. */
  @ParameterizedTest
  @EnumSource
  void neverGoToAnotherHostOnTheSamePort(Asking asking) {
    URI elsewhere = URI.create("http://localhost:" + named.on("/moved", FaultyServer.file(BODY)).getPort() + "/moved");
    asking.question.accept(named.on("/disk", FaultyServer.redirect(elsewhere)));
    assertThat(sent(named)).containsExactly(PASSWORD, null);
  }

  @ParameterizedTest
  @EnumSource
  void ofARedirectAreNeverSent(Asking asking) {
    String location = "http://user:password@127.0.0.1:" + chosen.on("/disk", FaultyServer.file(BODY)).getPort() + "/disk";
    asking.question.accept(named.on("/disk", FaultyServer.redirect(location)));
    assertThat(chosen.requests()).singleElement().satisfies(r -> assertThat(r.headers().toString()).doesNotContain("password"));
    assertThat(sent(chosen)).containsExactly((String) null);
  }

  @ParameterizedTest
  @EnumSource
  void thatAreMissedElsewhereAreToldWithTheWayOut(Asking asking) {
    URI url = named.on("/disk", FaultyServer.redirect(chosen.on("/disk", FaultyServer.status("401 Unauthorized"))));
    assertThatThrownBy(() -> asking.question.accept(url)).hasMessageStartingWith("The server redirects to one that does not give the file")
        .hasMessageContaining("where:    " + url).hasMessageContaining("HTTP status 401 of " + chosen.url("/disk"))
        .hasMessageContaining("never where a redirect leads");
  }

  /** A mirror that lacks a file says nothing of the file; the host that the project names does. */
  @ParameterizedTest
  @EnumSource(names = {"IMAGE", "SMALL", "REACH"})
  void onlyTheNamedHostSaysThatThereIsNoSuchFile(Asking asking) {
    assertThatThrownBy(() -> asking.question.accept(named.url("/absent"))).isInstanceOf(AbsentException.class);
    URI mirror = URI.create("http://localhost:" + chosen.url("/").getPort() + "/absent");
    assertThatThrownBy(() -> asking.question.accept(named.on("/moved", FaultyServer.redirect(mirror))))
        .isNotInstanceOf(AbsentException.class).hasMessageContaining("HTTP status 404 of " + mirror)
        .hasMessageContaining("another mirror");
  }

  /** An https server reached through a proxy: what is sent to the proxy to open the tunnel has no credentials of the server. */
  @Test
  void doNotGoToAProxyThatOpensATunnel() throws IOException {
    try (FaultyServer proxy = new FaultyServer()) {
      Network through = new Network(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.url("/").getPort())),
          url -> Optional.of(PASSWORD), Duration.ofSeconds(20), Duration.ofSeconds(20), false);
      URI url = URI.create("https://files.example/disk");
      assertThatThrownBy(() -> new HttpReach(through, Duration.ofSeconds(20)).ask(url)).hasMessageContaining("cannot be reached");
      assertThat(proxy.requests()).isNotEmpty().allSatisfy(r -> {
        assertThat(r.path()).isEqualTo("files.example:443");
        assertThat(r.headers().toString()).doesNotContain(PASSWORD.substring(6));
      });
    }
  }

  private static List<String> sent(FaultyServer server) {
    return server.requests().stream().map(r -> r.header("authorization")).toList();
  }
}
