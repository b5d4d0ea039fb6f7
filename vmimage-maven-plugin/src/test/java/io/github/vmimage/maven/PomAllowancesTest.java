package io.github.vmimage.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.upstream.TrustRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PomAllowancesTest {
  private static final String POM = """
      <project><!-- <allowance><rule>host</rule></allowance> -->
        <build><plugins><plugin><artifactId>vmimage-maven-plugin</artifactId><configuration><upstreams>
          <upstream><id>base</id><allowances>
            <allowance><rule> host </rule><reason>\u00e4</reason></allowance>
              <allowance><rule>age</rule></allowance>
          </allowances></upstream>
          <upstream><id>other</id><allowances><allowance><rule>age</rule></allowance></allowances></upstream>
        </upstreams></configuration></plugin></plugins></build>
      </project>
      """;

  @TempDir
  Path folder;

  private Place place(String pom, String upstream, TrustRule rule) throws IOException {
    Path file = Files.writeString(Files.createDirectories(folder.resolve("app")).resolve("pom.xml"), pom);
    return new PomAllowances(file, folder, "vmimage-maven-plugin").of(upstream, rule);
  }

  @Test
  void findsTheLineOfEach() throws IOException {
    assertThat(place(POM, "base", TrustRule.HOST)).isEqualTo(new Place("app/pom.xml", 4, 7));
    assertThat(place(POM, "base", TrustRule.AGE)).isEqualTo(new Place("app/pom.xml", 5, 9));
    assertThat(place(POM, "other", TrustRule.AGE)).isEqualTo(new Place("app/pom.xml", 7, 41));
    assertThat(place(POM.replace("<id>base</id>", ""), "upstream", TrustRule.HOST)).isEqualTo(new Place("app/pom.xml", 4, 7));
  }

  @Test
  void namesTheFileAloneWhereNoneIsFound() throws IOException {
    Place file = Place.file("app/pom.xml");
    assertThat(place(POM, "base", TrustRule.DEPTH)).isEqualTo(file);
    assertThat(place(POM.replace("<rule>age</rule>", "<rule>${rule}</rule>"), "base", TrustRule.AGE)).isEqualTo(file);
    assertThat(place("<project>", "base", TrustRule.HOST)).isEqualTo(file);
    assertThat(new PomAllowances(folder.resolve("none.xml"), folder, "p").of("base", TrustRule.HOST)).isEqualTo(Place.file("none.xml"));
  }
}
