package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.vmimage.digest.Digest;
import io.github.vmimage.download.Download;
import io.github.vmimage.download.Network;
import io.github.vmimage.download.TransferProgress;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamFreshnessTest {
  private static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  private static final String OTHER = SHA256.replace('9', '8');
  private static final AmiUpstream AMI = new AmiUpstream("base", "eu-central-1", "ami-00000001", "136693071363",
      "debian-12-amd64-20240717-1811", "x86_64");

  @TempDir
  Path folder;

  private final Map<String, String> pages = new TreeMap<>();
  private final Map<String, Integer> outages = new TreeMap<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      String page = pages.get(exchange.getRequestURI().getPath());
      if (outages.containsKey(exchange.getRequestURI().getPath())) {
        exchange.sendResponseHeaders(outages.get(exchange.getRequestURI().getPath()), -1);
        exchange.close();
        return;
      }
      byte[] body = page == null ? new byte[0] : page.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(page == null ? 404 : 200, exchange.getRequestMethod().equals("HEAD") || page == null ? -1 : body.length);
      exchange.getResponseBody().write(exchange.getRequestMethod().equals("HEAD") ? new byte[0] : body);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static UrlUpstream at(URI url) {
    return new UrlUpstream("base", url, new UrlTrust.Pinned(Digest.sha256(SHA256)));
  }

  private Freshness ask(Upstream upstream, boolean offline) {
    Network direct = Network.direct();
    Network network = new Network(direct.proxies(), direct.credentials(), direct.connect(), direct.stall(), offline);
    Processes processes = new Processes(Secrets.NONE, Progress.SILENT);
    UpstreamReach reach = new UpstreamReach(processes, network, new UpstreamCache(folder.resolve("cache"), Progress.SILENT));
    return new UpstreamFreshness(new Download(network, TransferProgress.SILENT), reach, processes, n -> folder.resolve(n).toString(),
        Clock.systemUTC()).of(upstream);
  }

  @Test
  void findsALaterFolderThatHasTheFileToo() {
    pages.put("/bookworm/", "<a href=\"../\">up</a><a href='20240717-1811/'>x</a><A HREF=\"20240801-1900/\">x</A>"
        + "<a href=\"./20240901-1/\">no file</a><a href=\"http://evil.example/20250101-1/\">x</a><a href=\"daily-20250101/\">x</a>");
    pages.put("/bookworm/20240801-1900/debian-20240801-1900.qcow2", "newer");
    Freshness fresh = ask(at(url("/bookworm/20240717-1811/debian-20240717-1811.qcow2")), false);
    assertThat(fresh.state()).isEqualTo(Freshness.State.NEWER);
    assertThat(fresh.newer()).isEqualTo("20240801-1900");
    assertThat(fresh.why()).endsWith("/bookworm/20240801-1900/debian-20240801-1900.qcow2");
  }

  @Test
  void findsALaterFolderOfThisMachineOfflineToo() throws IOException {
    for (String name : new String[] {"release-20240701", "release-20240711.1", "release-20240711", "beta-20250101"}) {
      Files.writeString(Files.createDirectories(folder.resolve("images/" + name)).resolve("disk.img"), name);
    }
    Freshness fresh = ask(at(folder.resolve("images/release-20240701/disk.img").toUri()), true);
    assertThat(fresh.newer()).isEqualTo("release-20240711.1");
    assertThat(ask(at(folder.resolve("images/release-20240711.1/disk.img").toUri()), true).state()).isEqualTo(Freshness.State.CURRENT);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      SHA256SUMS         | %s  disk.img
      SHA256SUMS         | %s *disk.img
      CHECKSUM           | SHA256 (disk.img) = %s
      disk.img.sha256    | %s
      disk.img.SHA256    | %s  ./disk.img
      """)
  void findsAnotherDigestInAListBesideTheFile(String name, String line) {
    pages.put("/latest/" + name, "# list\n" + OTHER.replace('8', '1') + "  other.img\n" + line.formatted(OTHER) + "\n");
    Freshness changed = ask(at(url("/latest/disk.img")), false);
    assertThat(changed.state()).isEqualTo(Freshness.State.NEWER);
    assertThat(changed.newer()).isEqualTo("sha256:" + OTHER);
    pages.put("/latest/" + name, line.formatted(SHA256) + "\n");
    assertThat(ask(at(url("/latest/disk.img")), false).state()).isEqualTo(Freshness.State.CURRENT);
  }

  @Test
  void findsTheLineOfANameThatIsEscapedInTheUrl() {
    pages.put("/latest/SHA256SUMS", OTHER + "  disk: 1.img\n");
    assertThat(ask(at(url("/latest/disk:%201.img")), false).newer()).isEqualTo("sha256:" + OTHER);
    pages.clear();
    pages.put("/latest/disk: 1.img.sha256", OTHER + "\n");
    assertThat(ask(at(url("/latest/disk:%201.img")), false).newer()).isEqualTo("sha256:" + OTHER);
  }

  @Test
  void takesNothingFromAListWithTwoValuesOfTheFile() {
    pages.put("/latest/SHA256SUMS", OTHER + "  disk.img\n" + SHA256 + "  disk.img\n");
    assertThat(ask(at(url("/latest/disk.img")), false).state()).isEqualTo(Freshness.State.UNKNOWN);
  }

  /** A server that does not answer for one file says nothing of it: neither that there is nothing newer nor that there is. */
  @Test
  void anOutageIsNoAnswer() {
    String dated = "/bookworm/20240717-1811/debian-20240717-1811.qcow2";
    pages.put("/bookworm/", "<a href='20240717-1811/'>x</a><a href='20240801-1900/'>x</a>");
    outages.put("/bookworm/20240801-1900/debian-20240801-1900.qcow2", 503);
    Freshness newer = ask(at(url(dated)), false);
    assertThat(newer.state()).isEqualTo(Freshness.State.UNKNOWN);
    assertThat(newer.why()).isEqualTo("The server does not give the file");

    outages.clear();
    outages.put("/bookworm/20240717-1811/SHA256SUMS", 503);
    Freshness list = ask(at(url(dated)), false);
    assertThat(list.state()).isEqualTo(Freshness.State.CURRENT);
    assertThat(list.why()).contains("no later date than 20240717-1811").contains("is not known: The server does not give the file");

    outages.put("/latest/CHECKSUM", 403);
    Freshness undated = ask(at(url("/latest/disk.img")), false);
    assertThat(undated.state()).isEqualTo(Freshness.State.UNKNOWN);
    assertThat(undated.why()).isEqualTo("The server does not give the file");
    pages.put("/latest/disk.img.sha256", OTHER);
    assertThat(ask(at(url("/latest/disk.img")), false).state()).as("another list answers").isEqualTo(Freshness.State.NEWER);
  }

  /** A proxy gives its own page with status 200 for whatever is asked. */
  @Test
  void thePageOfAProxyIsNoFolderAndNoList() {
    pages.put("/bookworm/", "<!DOCTYPE html><html><title>Sign in</title><a href='login'>x</a></html>");
    Freshness folder = ask(at(url("/bookworm/20240717-1811/debian.qcow2")), false);
    assertThat(folder.state()).isEqualTo(Freshness.State.UNKNOWN);
    assertThat(folder.why()).endsWith("/bookworm/ does not list 20240717-1811");
    pages.put("/latest/SHA256SUMS", "<!DOCTYPE html>" + SHA256 + "  disk.img\n");
    Freshness list = ask(at(url("/latest/disk.img")), false);
    assertThat(list.state()).isEqualTo(Freshness.State.UNKNOWN);
    assertThat(list.why()).startsWith("A page came in place of the file");
  }

  @Test
  void showsNoQueryOfAUrl() {
    pages.put("/bookworm/", "<a href='20240717-1811/'>x</a><a href='20240801-1900/'>x</a>");
    pages.put("/bookworm/20240801-1900/disk.img", "newer");
    Freshness fresh = ask(at(url("/bookworm/20240717-1811/disk.img?sig=s3cret")), false);
    assertThat(fresh.state()).isEqualTo(Freshness.State.NEWER);
    assertThat(fresh.toString()).doesNotContain("s3cret");
  }

  @Test
  void saysPlainlyWhatCannotBeTold() {
    assertThat(ask(at(url("/latest/disk.img")), false).state()).isEqualTo(Freshness.State.UNKNOWN);
    assertThat(ask(at(url("/20240717/disk.img")), false).state()).as("no page of links").isEqualTo(Freshness.State.UNKNOWN);
    assertThat(ask(at(url("/latest/disk.img")), true).why()).isEqualTo("Maven is offline");
    assertThat(ask(AMI, true).why()).isEqualTo("Maven is offline");
    assertThat(ask(new GceImageUpstream("base", "debian-cloud", "debian-12", "x86_64"), false).state()).isEqualTo(Freshness.State.UNKNOWN);
    assertThat(ask(AMI, false).why()).as("without the program").startsWith("The program aws could not be started");
  }

  @Test
  void findsALaterAmiOfTheSameSeriesAndOwner() throws IOException {
    list(image("ami-00000001", AMI.name(), "2024-07-17T18:40:09.000Z", AMI.owner()),
        image("ami-00000002", "debian-12-amd64-20240801-1900", "2024-08-01T18:40:09.000Z", AMI.owner()),
        image("ami-00000003", "debian-12-amd64-daily-20250101-1", "2025-01-01T18:40:09.000Z", AMI.owner()),
        image("ami-00000004", "debian-12-amd64-20250101-1", "2025-01-01T18:40:09.000Z", "210987654321"));
    Freshness fresh = ask(AMI, false);
    assertThat(fresh.newer()).isEqualTo("ami-00000002");
    assertThat(Files.readString(folder.resolve("arguments"))).contains("Name=name,Values=debian-12-amd64-* ");
    list(image("ami-00000001", AMI.name(), "2024-07-17T18:40:09.000Z", AMI.owner()));
    assertThat(ask(AMI, false).state()).isEqualTo(Freshness.State.CURRENT);
    list();
    assertThat(ask(AMI, false).state()).as("withdrawn").isEqualTo(Freshness.State.UNKNOWN);
  }

  private static String image(String id, String name, String created, String owner) {
    return "{\"ImageId\":\"%s\",\"Name\":\"%s\",\"CreationDate\":\"%s\",\"OwnerId\":\"%s\",\"DeprecationTime\":null}"
        .formatted(id, name, created, owner);
  }

  private void list(String... images) throws IOException {
    Path script = Files.writeString(folder.resolve("aws"), "#!/bin/sh\necho \"$@\" > '" + folder + "/arguments'\necho '["
        + String.join(",", images) + "]'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @CsvSource({"debian-12-amd64-20240717-1811, debian-12-amd64-*",
      "al2023-ami-2023.5.20240722.0-kernel-6.1-x86_64, al2023-ami-*-kernel-6.1-x86_64",
      "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20240701, ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-*",
      "app-1.4.2-x86_64, app-*-x86_64", "golden, ''"})
  void knowsWhatChangesInAName(String name, String pattern) {
    assertThat(NamePattern.of(name).map(NamePattern::wildcards).orElse("")).isEqualTo(pattern);
    NamePattern.of(name).ifPresent(p -> assertThat(name).matches(p.expression()));
  }
}
