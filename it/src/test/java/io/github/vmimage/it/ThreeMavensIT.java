package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oldest Maven that is supported, the newest 3.x and the next one, as they come from Maven Central. */
class ThreeMavensIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  /** Maven 4 asks for this folder, or warns. */
  private static final String ROOT_MARK = ".mvn/maven.config";

  private static ImageProject scaffold;
  private static Path disk;

  @BeforeAll
  static void start() {
    scaffold = Scaffold.ofApp(BENCH).generate("app-image").write(ROOT_MARK, "").committed();
    disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oldest", "newest3", "next"})
  void lintsTheScaffoldWithoutAWarning(String which) {
    noWarning(by(which, scaffold).run("clean", "verify").succeeded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"oldest", "newest3", "next"})
  void installsAndResolvesAnImageWithoutAWarning(String which) {
    // Maven 4 also asks that the POM manages the versions of Maven's own plugins.
    ImageProject image = GuestlessProject.at(BENCH.folder(which).resolve("tiny"), BENCH, "tiny").on(disk).withHcl()
        .edit("pom.xml", pom -> pom.replace("<build>", "<build>\n" + ImageModules.MANAGED.formatted(Reactor.version())))
        .write(ROOT_MARK, "").tagged();
    Run install = noWarning(by(which, image).run("install").succeeded().leftNothing());
    assertThat(Table.of(install).column("stage")).containsExactly("lint", "verify-upstream", "build", "audit", "test", "attach");
    assertThat(Table.of(install).column("result")).containsOnly("ok");

    Path answer = image.folder().resolve("target/answer.json");
    Run resolve = noWarning(by(which, image).run("-q", "vmimage:resolve", "-Dimage=" + image.coordinates(), "-Dformat=json",
        "-Doutput=" + answer).succeeded());
    assertThat(resolve.visible()).isEmpty();
    JsonNode resolved = Json.read(answer);
    assertThat(resolved.toString()).contains(image.commitId());
    assertThat(by(which, image).run("-q", "vmimage:resolve", "-Dimage=" + image.coordinates()).succeeded().text())
        .contains(image.commitId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"oldest", "newest3", "next"})
  void namesAnUnknownElementWithItsPlaceAndTheNearestKnownOne(String which) {
    ImageProject image = GuestlessProject.at(BENCH.folder(which).resolve("misspelt"), BENCH, "misspelt")
        .upstream("<url>file:///none</url><sha265>0</sha265>").configured("<waivres/>").withHcl().committed();
    by(which, image).run("validate")
        .failedOnceWith("<sha265>", image.folder() + "/pom.xml:", "<upstreams><upstream[1]>", "write <sha256>",
            "id, url, sha256, sha512, checksums, signature, keyring, fingerprints, artifact, debianArchive",
            "<waivres>", "write <waivers>", "lintRules");
  }

  private static Maven by(String which, ImageProject project) {
    return BENCH.maven(project).by(Reactor.mavenHome(which));
  }

  /**
   * Maven 3.9 and 4 warn of plugins that use what goes away, of parameters that are read-only or unknown, and of much else. That a
   * repository could not be asked which prefixes it holds is the network's business.
   */
  private static Run noWarning(Run run) {
    return run.warnsOfNothingBut("/.meta/prefixes.txt", GuestlessProject.NO_BOOT);
  }
}
