package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vmimage.testreport.HtmlReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of the test report, in a browser. */
class ReportPageIT {
  private static final List<String> SECTIONS = List.of("failures", "stages", "seal", "first-boot", "acceptance", "idempotence", "upgrade");
  private static final int PHONE = 360;
  private static final int DESK = 1200;

  @RegisterExtension
  static final Bench BENCH = new Bench();

  /** What a guest says to whoever reads of it: asks for a file in every way, and changes the title where it can. */
  private static String attack(String url) {
    return "<script>document.title='hit';fetch('" + url + "')</script><img src=\"" + url + "\" onerror=\"document.title='hit'\">"
        + "<link rel=stylesheet href=" + url + "><style>@import '" + url + "';body{background:url(" + url + ")}</style><base href=" + url
        + "><meta http-equiv=refresh content='0;url=" + url + "'>\"'><svg onload=document.title='hit'></svg></title></style></desc>"
        + "\u001b[31m\u202e{{css}}" + "x".repeat(200);
  }

  @Test
  void everythingIsShownAtEachWidthAndWhatAGuestSaysIsInert() throws Exception {
    Path folder = BENCH.folder("full");
    Path bait = folder.resolve("bait");
    Folders.write(bait, "caught");
    try (LoopbackFile server = new LoopbackFile(bait)) {
      Path page = folder.resolve("full.html");
      Folders.write(page, HtmlReport.of(FullReport.saying(attack(server.url()))));
      Chromium chromium = new Chromium(folder);
      for (int width : new int[] {PHONE, 768, DESK}) {
        Chromium.Seen seen = chromium.look(page, width, false);
        assertThat(seen.console()).as("console at %d", width).isEmpty();
        isWhole(seen.page(), width);
        assertThat(texts(seen.page().at("/sections"))).isEqualTo(SECTIONS);
        assertThat(seen.page().at("/bars").asInt()).as("two of each milestone and two of the key").isEqualTo(6);
        assertThat(seen.page().at("/smallest").asDouble()).as("height of a letter at %d", width).isGreaterThan(9);
        assertThat(seen.page().at("/text").asText()).contains("What failed", "Boot timeline", "The twins side by side",
            "<script>document.title");
      }
      assertThat(server.requests()).as("requests of the page").isZero();

      Path control = folder.resolve("control.html");
      Folders.write(control, "<!DOCTYPE html><meta charset=utf-8><title>control</title><body><img src=\"" + server.url() + "\">");
      chromium.picture(control, DESK, 800);
      assertThat(server.requests()).as("requests of a page that escapes nothing").isPositive();
    }
  }

  @Test
  void colorsFollowTheReadersWish() {
    Path folder = BENCH.folder("colors");
    Path page = folder.resolve("colors.html");
    Folders.write(page, HtmlReport.of(FullReport.saying("word")));
    Chromium chromium = new Chromium(folder);
    JsonNode light = chromium.look(page, DESK, false).page();
    JsonNode dark = chromium.look(page, DESK, true).page();
    assertThat(light.at("/background").asText()).isEqualTo("rgb(255, 255, 255)");
    assertThat(dark.at("/background").asText()).isEqualTo("rgb(20, 23, 27)");
    assertThat(dark.at("/color").asText()).isEqualTo("rgb(231, 234, 238)");
  }

  @Test
  void releaseThatIsRefusedShowsWhyOnItsPage() throws Exception {
    String name = "ssh_host_<svg onload=document.title='hit'>_key";
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").with("etc/ssh/" + name, "not a real key\n")
        .with("etc/machine-id", "0123456789abcdef0123456789abcdef\n").in(BENCH.folder("disks"));
    ImageProject project = GuestlessProject.in(BENCH, "tiny").on(disk).withHcl().tagged();
    Run run = BENCH.maven(project).run("install");
    run.failedOnceWith("The image is not sealed: 2 of").neverReached("attach");
    Path page = project.folder().resolve("target/vmimage/test-report.html");
    assertThat(run.text()).contains("Report: " + page);
    assertThat(Table.of(run).cell("audit", "where")).isEqualTo("target/vmimage/test-report.html");

    Chromium.Seen seen = new Chromium(BENCH.folder("browser")).look(page, DESK, false);
    assertThat(seen.console()).isEmpty();
    isWhole(seen.page(), DESK);
    assertThat(seen.page().at("/title").asText()).isEqualTo("Failed: tiny 1.0.0");
    assertThat(seen.page().at("/verdict").asText()).isEqualTo("Failed");
    assertThat(texts(seen.page().at("/failures"))).containsExactlyInAnyOrder("Seal machine-id", "Seal ssh-host-keys");
    assertThat(seen.page().at("/text").asText()).contains("/etc/ssh/" + name, "verify-upstream", "build", "release-1.0.0");
    assertThat(ImageIO.read(new Chromium(BENCH.folder("browser")).picture(page, DESK, 1600).toFile()).getWidth()).isEqualTo(DESK);
    assertThat(Files.readString(page.resolveSibling("test-report.xml"))).contains("<testsuite id=\"1\"", "name=\"ssh-host-keys\"");

    BENCH.maven(project).run("vmimage:attach").failedOnceWith("The image is not sealed: 2 of");
    BENCH.maven(project).run("vmimage:verify-upstream").succeeded();
    assertThat(page).as("the report of what is not there any more").doesNotExist();
  }

  private static void isWhole(JsonNode page, int width) {
    assertThat(page.at("/width").asInt()).as("width of the page on a screen of %d", width).isLessThanOrEqualTo(width);
    for (String nothing : List.of("active", "handlers", "doubleIds", "deadLinks")) {
      assertThat(texts(page.at("/" + nothing))).as(nothing).isEmpty();
    }
    assertThat(page.at("/unnamedPictures").asInt()).isZero();
    assertThat(page.at("/title").asText()).startsWith("Failed: ");
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(t -> texts.add(t.asText()));
    return texts;
  }
}
