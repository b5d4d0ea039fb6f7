package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PomFileTest {
  private static final String PLUGIN = "vmimage-maven-plugin";

  @TempDir
  Path folder;

  /** A POM with the oddities of real ones; its upstreams come in. */
  private static String pom(String upstreams) {
    return "<?xml version='1.0'?>\r\n<!-- <plugin> of \u00e4ges & <upstream> -->\n<project a='>'  xmlns=\"x\">\n"
        + "\t<build ><plugins>\n<plugin><artifactId>other</artifactId><configuration><upstreams><upstream><id>base</id><sha256>0</sha256>"
        + "</upstream></upstreams></configuration></plugin>\n<plugin>\n  <artifactId> " + PLUGIN + " </artifactId>\n  <configuration><x/>\n"
        + "    <upstreams>" + upstreams + "</upstreams>\n  </configuration></plugin>"
        + "</plugins></build>\n<description><![CDATA[ </project> ]]></description>\n</project>\n<!-- end -->";
  }

  private String changed(String upstreams, String id, Map<String, String> values) throws IOException {
    return changed(pom(upstreams), id, values, StandardCharsets.UTF_8);
  }

  private String changed(String text, String id, Map<String, String> values, Charset charset) throws IOException {
    Path file = Files.write(folder.resolve("pom.xml"), text.getBytes(charset));
    new PomFile(file, PLUGIN).write(id, new TreeMap<>(values));
    return new String(Files.readAllBytes(file), charset);
  }

  @Test
  void changesAValueAndNothingElse() throws IOException {
    String before = "\n  <upstream><!-- why --><id>base</id>\r\n <url>u</url> <sha256 >\n   aa \t</sha256></upstream>";
    assertThat(changed(before, "base", Map.of("sha256", "bb"))).isEqualTo(pom(before.replace("aa", "bb")));
  }

  @Test
  void keepsTheBytesOfAnotherEncoding() throws IOException {
    String before = pom("<upstream><url>u</url><sha256>aa</sha256></upstream>");
    assertThat(changed(before, "upstream", Map.of("sha256", "bb"), Charset.forName("windows-1252"))).isEqualTo(before.replace("aa", "bb"));
  }

  @Test
  void addsTheDigestBelowTheUrlAsTheUrlStands() throws IOException {
    String before = "\r\n      <upstream>\r\n        <url>u</url>\r\n      </upstream>";
    assertThat(changed(before, "upstream", Map.of("sha256", "bb")))
        .isEqualTo(pom("\r\n      <upstream>\r\n        <url>u</url>\r\n        <sha256>bb</sha256>\r\n      </upstream>"));
    assertThat(changed("<upstream><url>u</url></upstream>", "upstream", Map.of("sha256", "bb")))
        .isEqualTo(pom("<upstream><url>u</url><sha256>bb</sha256></upstream>"));
  }

  @Test
  void fillsAnEmptyElement() throws IOException {
    assertThat(changed("<upstream><url>u</url><sha256/></upstream>", "upstream", Map.of("sha256", "bb")))
        .isEqualTo(pom("<upstream><url>u</url><sha256>bb</sha256></upstream>"));
    assertThat(changed("<upstream><url>u</url><sha256></sha256></upstream>", "upstream", Map.of("sha256", "bb")))
        .isEqualTo(pom("<upstream><url>u</url><sha256>bb</sha256></upstream>"));
  }

  @Test
  void changesSeveralValuesOfOneAmongSeveral() throws IOException {
    String other = "<upstream><id>data</id><ami><id>ami-1</id><name>n-1</name></ami></upstream>";
    assertThat(changed(other + other.replace("data", "base"), "base", Map.of("ami/id", "ami-2", "ami/name", "n-2")))
        .isEqualTo(pom(other + other.replace("data", "base").replace("-1", "-2")));
  }

  @Test
  void keepsTheRightsOfTheFileAndLeavesNothingBesideIt() throws IOException {
    Path file = Files.writeString(folder.resolve("pom.xml"), pom("<upstream><url>u</url></upstream>"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    new PomFile(file, PLUGIN).write("upstream", Map.of("url", "v"));
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void changesTheFileBehindALinkAndKeepsTheLink() throws IOException {
    Path real = Files.writeString(folder.resolve("real.xml"), pom("<upstream><url>u</url></upstream>"));
    Path link = Files.createSymbolicLink(folder.resolve("pom.xml"), real);
    new PomFile(link, PLUGIN).write("upstream", Map.of("url", "v"));
    assertThat(link).isSymbolicLink();
    assertThat(real).content().contains("<url>v</url>");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "<upstream><id>a</id><url>u</url></upstream>", "<upstream><url>u</url></upstream><upstream><url>v</url></upstream>",
    "<upstream><id>base</id><url>u</url></upstream><upstream><id>base</id><url>u</url></upstream>",
    "<upstream><id>base</id><url>${where}</url></upstream>", "<upstream><id>base</id><url>u<!-- c --></url></upstream>",
    "<upstream><id>base</id><url><![CDATA[u]]></url></upstream>", "<upstream><id>base</id><url>a?b&amp;c</url></upstream>",
    "<upstream><id>base</id><artifact>g:a:1</artifact></upstream>"})
  void refusesWhatItCannotChangeAndChangesNothing(String upstreams) throws IOException {
    Path file = Files.writeString(folder.resolve("pom.xml"), pom(upstreams));
    assertThatThrownBy(() -> new PomFile(file, PLUGIN).write("base", Map.of("url", "v"))).isInstanceOf(ProblemException.class)
        .hasMessageContaining("so it is not changed");
    assertThat(file).content().isEqualTo(pom(upstreams));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "<a", "<a>", "<a></b>", "<a/></a>", "<!DOCTYPE a><a/>", "<a><!-- </a>", "<a b='></a>", "< ></ >"})
  void refusesWhatIsNoXml(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("pom.xml"), text);
    assertThatThrownBy(() -> new PomFile(file, PLUGIN).write("base", Map.of("url", "v"))).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The POM cannot be changed in its place");
  }
}
