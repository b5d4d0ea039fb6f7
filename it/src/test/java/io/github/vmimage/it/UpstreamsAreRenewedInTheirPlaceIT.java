package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code vmimage:outdated} finds what is newer, {@code vmimage:pin} takes it, and every other byte of the POM stays. */
class UpstreamsAreRenewedInTheirPlaceIT {
  private static final String OLD = "20240717-1811";
  private static final String NEW = "20240801-1900";

  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static ScriptedServer server;
  private static ListSigner key;
  private static ImageProject project;
  private static String pom;

  @BeforeAll
  static void releaseTwoImagesAndServeTheOthers() {
    FileRepository released = BENCH.newFileRepository("released");
    for (String version : new String[] {"1.0.0", "1.1.0"}) {
      ImageProject base = GuestlessProject.at(BENCH.folder("base-" + version), BENCH, "base").version(version)
          .on(PreparedDisk.ofRelease("base", version).in(BENCH.folder("disks/" + version))).withHcl().tagged();
      BENCH.maven(base).run("deploy", released.asTarget(), "-Dvmimage.accelerator=tcg").succeeded();
    }
    server = new ScriptedServer();
    key = ListSigner.in(BENCH.folder("key"));
    server.on("/dated/", page());
    server.on("/signed/", page());
    for (String date : new String[] {OLD, NEW}) {
      server.on("/dated/" + date + "/disk-" + date + ".qcow2", file("dated " + date));
      server.on("/signed/" + date + "/disk.qcow2", file("signed " + date));
      String list = sha256("signed " + date) + " *disk.qcow2\n";
      server.on("/signed/" + date + "/SHA256SUMS", file(list));
      server.on("/signed/" + date + "/SHA256SUMS.gpg", ScriptedServer.file(key.sign(list.getBytes(StandardCharsets.UTF_8))));
    }
    server.on("/latest/disk.qcow2", file("latest, new"));
    server.on("/latest/SHA256SUMS", file(sha256("latest, new") + "  disk.qcow2\n"));
    pom = pom(released);
    project = GuestlessProject.in(BENCH, "renewed").withHcl().write("keys.asc", key.armoured()).write("pom.xml", pom);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static ScriptedServer.Answer page() {
    return file("<html><a href=\"../\">up</a> <a href=\"" + OLD + "/\">" + OLD + "</a> <a href=\"" + NEW + "/\">" + NEW + "</a></html>");
  }

  private static ScriptedServer.Answer file(String content) {
    return ScriptedServer.file(content.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(String content) {
    Path file = BENCH.folder("digested").resolve("file");
    Folders.write(file, content);
    return Digests.of("SHA-256", file);
  }

  /** As people write it: with comments, tabs, the line ends of another system and blanks where none are needed. */
  private static String pom(FileRepository released) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- Ein gr\u00fcner Kommentar: <upstream> & more -->
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion><groupId>com.example.images</groupId>\t<artifactId>renewed</artifactId>
          <version>1.0.0</version>   <packaging>vm-image</packaging>
          <repositories><repository><id>released</id><url>RELEASED</url></repository></repositories>
          <build ><plugins>
            <plugin>
              <groupId>GROUP</groupId> <artifactId>PLUGIN</artifactId> <version>VERSION</version>
              <extensions>true</extensions>
              <configuration>
                <upstreams>
                  <!-- below all -->
                  <upstream><id>released</id><artifact> com.example.images:base:1.0.0 </artifact></upstream>
                  <upstream>
                    <id>dated</id>
        \t    <url>SERVER/dated/OLD/disk-OLD.qcow2</url>  <!-- looked at in July -->
                    <sha256
                    >
                      DATED
                    </sha256>
                  </upstream>
                  <upstream>
                    <id>latest</id>
                    <sha256>LATEST</sha256><url>SERVER/latest/disk.qcow2</url>
                  </upstream>
                  <upstream>
                    <id>signed</id>
                    <url>SERVER/signed/OLD/disk.qcow2</url>
                    <!-- their list -->
                    PROOF
                  </upstream>
                </upstreams>
              </configuration>
            </plugin>
          </plugins></build>
        </project>
        """.replace("\n", "\r\n").replace("RELEASED", released.url()).replace("GROUP", Reactor.GROUP).replace("PLUGIN", Reactor.PLUGIN)
        .replace("VERSION", Reactor.version()).replace("SERVER", server.url()).replace("OLD", OLD).replace("DATED", sha256("dated " + OLD))
        .replace("LATEST", sha256("latest, old"))
        .replace("PROOF", key.proof(server.url() + "/signed/" + OLD + "/SHA256SUMS", server.url() + "/signed/" + OLD + "/SHA256SUMS.gpg"));
  }

  private static Map<String, JsonNode> outdated() {
    Path answer = BENCH.folder("answers").resolve("outdated.json");
    BENCH.maven(project).run("vmimage:outdated", "-Dformat=json", "-Doutput=" + answer, "-Dvmimage.cache=" + BENCH.folder("cache"))
        .succeeded();
    Map<String, JsonNode> byId = new TreeMap<>();
    Json.read(answer).at("/upstreams").forEach(u -> byId.put(u.at("/id").asText(), u));
    return byId;
  }

  private static Run pin(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "vmimage:pin";
    all[1] = "-Dvmimage.cache=" + BENCH.folder("cache");
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return BENCH.maven(project).run(all);
  }

  /** Asserts that the POM is the old one but for a change. */
  private static void changed(String from, String to) {
    assertThat(pom).as("what is to be changed").containsOnlyOnce(from);
    pom = pom.replace(from, to);
    unchanged();
  }

  private static void unchanged() {
    try {
      assertThat(Files.readAllBytes(project.folder().resolve("pom.xml"))).asString(StandardCharsets.UTF_8).isEqualTo(pom);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsNewerIsFoundPinnedAndProven() {
    Map<String, JsonNode> before = outdated();
    unchanged();
    assertThat(before).containsOnlyKeys("dated", "latest", "released", "signed").allSatisfy((id, one) ->
        assertThat(one.at("/state").asText()).as(id).isEqualTo("newer"));
    assertThat(before.get("released").at("/newer").asText()).isEqualTo("1.1.0");
    assertThat(before.get("dated").at("/newer").asText()).isEqualTo(NEW);
    assertThat(before.get("latest").at("/newer").asText()).isEqualTo("sha256:" + sha256("latest, new"));
    assertThat(before.get("signed").at("/next").asText()).isEqualTo("mvn vmimage:pin -Dupstream=signed -Dto=" + NEW);

    pin("-Dupstream=released", "-Dto=1.2.0").failedOnceWith("The released image com.example.images:base:1.2.0 cannot be resolved");
    pin("-Dupstream=dated", "-Dto=20250101").failedOnceWith("The server does not give the file", "HTTP status 404");
    pin().failedOnceWith("It is not said which one upstream is meant", "released, dated, latest, signed");
    unchanged();

    pin("-Dupstream=released", "-Dto=1.1.0").succeeded().says("com.example.images:base:1.1.0 is whole").leftNothing();
    changed("base:1.0.0 ", "base:1.1.0 ");
    pin("-Dupstream=dated", "-Dto=" + NEW).succeeded().says("nothing else vouches for them yet");
    pom = pom.replace(sha256("dated " + OLD), sha256("dated " + NEW));
    changed("/dated/" + OLD + "/disk-" + OLD, "/dated/" + NEW + "/disk-" + NEW);
    pin("-Dupstream=latest").succeeded();
    changed(sha256("latest, old"), sha256("latest, new"));
    String lists = "/signed/" + OLD + "/SHA256SUMS";
    pin("-Dupstream=signed", "-Dto=" + NEW).succeeded().says("of the list that " + key.fingerprint() + " signed");
    pom = pom.replace(lists, lists.replace(OLD, NEW));
    String url = server.url() + "/signed/" + OLD + "/disk.qcow2</url>\r\n";
    changed(url, url.replace(OLD, NEW) + "            <sha256>" + sha256("signed " + NEW) + "</sha256>\r\n");

    assertThat(outdated()).allSatisfy((id, one) -> assertThat(one.at("/state").asText()).as(id).isEqualTo("current"));
    project.tagged();
    BENCH.maven(project).run("vmimage:verify-upstream", "-Dvmimage.cache=" + BENCH.folder("cache")).succeeded().leftNothing();
  }
}
