package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BrokenDownloadsAreToldOnceIT {
  private static final String TAG = "ETag: \"1\"";
  private static final String GIVEN_UP = "The transfer broke 3 times";

  @RegisterExtension
  static final Bench BENCH = new Bench();

  @RegisterExtension
  static final FaultTable TABLE = new FaultTable("Downloads");

  private static ScriptedServer server;
  private static byte[] body;
  private static Path cache;
  private static ImageProject resets;
  private static FaultyRun faulty;

  @BeforeAll
  static void runAllFaultsInOneReactor() throws IOException {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    body = Files.readAllBytes(disk);
    int half = body.length / 2;
    byte[] other = Arrays.copyOf(body, body.length);
    other[body.length - 1] ^= 1;
    server = new ScriptedServer();
    server.on("/moved", ScriptedServer.redirect("/loop"));
    cache = BENCH.folder("cache");

    FaultyModules reactor = new FaultyModules(BENCH, "downloads");
    on(reactor, "truncated", ScriptedServer.cut(body, half));
    on(reactor, "gone");
    on(reactor, "loop", ScriptedServer.redirect("/moved"));
    on(reactor, "sideways", ScriptedServer.redirect("file:///etc/passwd"));
    on(reactor, "silent", server.silent());
    on(reactor, "stalls", server.stalling(body, half));
    on(reactor, "drips", server.dripping(body));
    String torn = server.on("/resets", ScriptedServer.cut(body, half, TAG), ScriptedServer.rest(body, TAG));
    resets = reactor.module("resets").on(torn, "<sha256>" + Digests.of("SHA-256", disk) + "</sha256>")
        .waiving("stamp-os-release", "A plain copy of another image's disk.").withHcl();
    on(reactor, "replaced", ScriptedServer.cut(body, half, TAG), ScriptedServer.file(other, "ETag: \"2\""));
    on(reactor, "mixed", ScriptedServer.cut(body, half, TAG), ScriptedServer.rest(other, "ETag: \"2\""),
        ScriptedServer.file(other, "ETag: \"2\""));
    on(reactor, "endless", (request, out) -> ScriptedServer.head(out, "200 OK", "Content-Length: " + (300L << 30)));
    on(reactor, "garbage", (request, out) -> out.write("what?\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    on(reactor, "broken", ScriptedServer.status("503 Service Unavailable"));
    on(reactor, "private", ScriptedServer.status("401 Unauthorized", "WWW-Authenticate: Basic realm=\"disks\""));
    reactor.module("closed").on("http://127.0.0.1:9/disk.qcow2", other("closed")).withHcl();
    Path top = reactor.tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    faulty = FaultyRun.of(TABLE, BENCH, BENCH.maven(top), top, remote, "--fail-at-end", "deploy", remote.asTarget(),
        "-Dmaven.wagon.http.readTimeout=1000", "-Dvmimage.accelerator=tcg", "-Dvmimage.cache=" + cache);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void on(FaultyModules reactor, String name, ScriptedServer.Answer... script) {
    String url = script.length == 0 ? server.url() + "/" + name : server.on("/" + name, script);
    reactor.module(name).on(url, other(name)).withHcl();
  }

  /** A digest of its own for each module, since what one proves the cache gives the others. */
  private static String other(String name) {
    return "<sha256>" + String.format("%064x", name.hashCode() & 0xffffffffL) + "</sha256>";
  }

  @Test
  void truncated() {
    download("truncated download", "truncated").headed(GIVEN_UP).saying("of " + body.length + " bytes").next("run it again");
    assertThat(server.requests("/truncated")).hasSize(3);
  }

  @Test
  void notFound() {
    download("HTTP 404", "gone").saying("HTTP status 404").next("look at the URL");
  }

  @Test
  void redirectLoop() {
    download("redirect loop", "loop").headed("The server redirects in a circle").next("use the URL");
  }

  @Test
  void redirectToAFile() {
    download("redirect to a local file", "sideways").saying("file:///etc/passwd").next("use the URL");
  }

  @Test
  void neverAnswers() {
    download("server that accepts and says nothing", "silent").headed(GIVEN_UP).next("run it again");
  }

  @Test
  void stalls() {
    download("server that stalls in the file", "stalls").headed(GIVEN_UP).saying("no byte came for 1.0 s").next("run it again");
  }

  @Test
  void drips() {
    download("server that drips", "drips").headed(GIVEN_UP).saying("seen:     ", " bytes in 1.").next("run it again");
  }

  @Test
  void resetIsResumed() {
    faulty.released("server that resets and then serves the rest", resets, "(released: the download goes on where it broke)");
    assertThat(server.requests("/resets")).hasSize(2);
    assertThat(server.requests("/resets").get(1).headers()).containsEntry("if-range", "\"1\"")
        .hasEntrySatisfying("range", range -> assertThat(range).matches("bytes=[1-9]\\d*-"));
  }

  @Test
  void replacedInBetween() {
    download("file replaced between two requests", "replaced").headed("The upstream does not have the digest that is pinned")
        .next("compare both");
    assertThat(server.requests("/replaced")).hasSize(2);
  }

  @Test
  void mixedOfTwoFiles() {
    download("server that goes on with another file's bytes", "mixed").headed("The upstream does not have the digest that is pinned");
    assertThat(server.requests("/mixed")).as("the first half is thrown away").hasSize(3);
  }

  @Test
  void tooLarge() {
    download("file of 300 GiB announced", "endless").headed("The file is larger than anything it can be")
        .next("look at what that URL gives");
  }

  @Test
  void noHttp() {
    download("server that does not speak HTTP", "garbage").headed(GIVEN_UP).next("run it again");
  }

  @Test
  void serverError() {
    download("HTTP 503", "broken").saying("HTTP status 503").next("run it again later");
  }

  @Test
  void unauthorized() {
    download("HTTP 401", "private").saying("HTTP status 401").next("settings.xml");
  }

  @Test
  void nobodyListens() {
    download("port that nobody listens on", "closed").headed("The server cannot be reached").next("look at the host name");
  }

  private static FaultyRun.Told download(String fault, String module) {
    FaultyRun.Told told = faulty.told(fault, module).by("verify-upstream");
    assertThat(Folders.files(cache)).as("what the cache keeps of broken downloads").noneMatch(f -> f.endsWith(".part"));
    return told;
  }
}
