package io.github.vmimage.testreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a browser makes of the page, ReportPageIT shows. */
class HtmlReportTest {

  @Test
  void sameReportGivesTheSamePage() {
    assertThat(HtmlReport.of(Samples.failed())).isEqualTo(HtmlReport.of(Samples.failed()));
  }

  @Test
  void verdictIsTheFirstThingSaid() {
    assertThat(HtmlReport.of(Samples.passed())).contains("<p class=\"verdict\">Passed</p>", "<title>Passed: app-image 1.2.0</title>",
        "Seal: 22 rules passed. First boot: 5 tests passed.", "Waived with a reason: 1.").doesNotContain("What failed");
    assertThat(HtmlReport.of(Samples.failed())).contains("<p class=\"verdict\">Failed</p>", "Seal: 1 of 23 rules failed.", "What failed",
        "Upgrade: 1 of 2 upgrades failed.");
    assertThat(HtmlReport.of(Samples.audited())).contains("<p class=\"verdict\">Not complete</p>",
        "No result yet: First boot, Acceptance, Idempotence.", "The goal test has not run yet.");
    assertThat(HtmlReport.of(Samples.broken())).contains("<p class=\"verdict\">Failed</p>", "The stage build failed.",
        "The guest did not boot in 15 minutes", "Not reached: the goal build failed.");
  }

  @Test
  void everySectionShowsWhatItIsFor() {
    String page = HtmlReport.of(Samples.failed());
    assertThat(page).as("a rule").contains("/etc/ssh/ssh_host_rsa_key: a host key", "Machines with the same host key",
        "let the role vmimage_seal be the last", "Our mirror is not reachable");
    assertThat(page).as("twins").contains("twin-one", "twin-two", "<span class=\"state failed\">the same</span>", "app.service",
        "SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDQzxBfN1pGm3JkRkE");
    assertThat(page).as("their boot").contains("<desc id=\"timeline-description\">one: Boot loader after 2.3 s, Kernel after 5.1 s",
        ">39.9 s</text>".replace("39.9", "35.9"), ">not reached</text>");
    assertThat(page).as("second run").contains("changed=2", "roles/app/tasks/main.yml:12", "the module cannot know");
    assertThat(page).as("upgrades").contains("313, 2 differ", "1.22.1-9+deb12u1", "The running kernel is not removed", "refused");
    assertThat(page).as("stages").contains("<td class=\"number\">6:52</td>", "2026-11-27 12:00");
  }

  @Test
  void textsFromOutsideStayText() {
    String page = HtmlReport.of(Samples.hostile());
    assertThat(page).contains("&lt;script&gt;").doesNotContain("<script", "<img", "\u001b", "\u0000", "\u202e", "\u2028")
        .doesNotMatch("(?s).*\\p{Cs}.*");
    assertThat(Pattern.compile("=\"[^\"]*[<>][^\"]*\"").matcher(page).find()).as("an attribute that is left").isFalse();
  }

  @Test
  void pageLoadsNothing() {
    assertThat(HtmlReport.of(Samples.failed())).contains("default-src &#39;none&#39;".replace("&#39;", "'"))
        .doesNotContainPattern("(src|href)=\"(?!#)").doesNotContain("@import", "@font-face").doesNotContainPattern("url\\((?!#)");
  }

  @Test
  void samplesAreLeftForEyes() throws Exception {
    Path folder = Files.createDirectories(Path.of("target/test-report"));
    Files.writeString(folder.resolve("failed.html"), HtmlReport.of(Samples.failed()));
    Files.writeString(folder.resolve("passed.html"), HtmlReport.of(Samples.passed()));
    Files.writeString(folder.resolve("hostile.html"), HtmlReport.of(Samples.hostile()));
    Files.writeString(folder.resolve("audited.html"), HtmlReport.of(Samples.audited()));
    Files.writeString(folder.resolve("broken.html"), HtmlReport.of(Samples.broken()));
    Files.writeString(folder.resolve("failed.xml"), JunitReport.of(Samples.failed()));
    Files.writeString(folder.resolve("hostile.xml"), JunitReport.of(Samples.hostile()));
    assertThat(folder).isNotEmptyDirectory();
  }
}
