package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vmimage.pipeline.DoctorLine.Section;
import io.github.vmimage.pipeline.DoctorLine.State;
import io.github.vmimage.process.Host;
import io.github.vmimage.process.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoctorReportTest {
  private static final DoctorLine TOOL = new DoctorLine(Section.TOOLS, State.MISSING, "packer",
      List.of("not found", "1.6.6 or later", "lint, build", ""), Map.of(), "apt-get install packer").fact("found", null);
  private static final DoctorLine UPSTREAM = DoctorLine.of(Section.UPSTREAMS, State.WARNING, "disk", "a\u001b[31mb\nc\u202Ed s3cret")
      .next("look");

  private static DoctorReport report(DoctorLine... lines) {
    return new DoctorReport(List.of(lines), new Host(Optional.of(Platform.DEBIAN), "Debian 12", "12"), "0.1.0",
        text -> text.replace("s3cret", "****"));
  }

  @Test
  void printsATableForEachSectionInItsOrder() {
    assertThat(report(UPSTREAM, TOOL).text()).isEqualTo("""
        vmimage 0.1.0 on Debian 12: 1 missing, 1 warning

        tools
                      program  found      needed          called by    path
          missing     packer   not found  1.6.6 or later  lint, build
                      next: apt-get install packer

        upstreams
          warning     disk  a\\u001B[31mb\\u000Ac\\u202Ed ****
                      next: look
        """);
  }

  @Test
  void saysWhereAllIsWell() {
    DoctorLine commit = DoctorLine.of(Section.SOURCE, State.OK, "commit", "abc");
    assertThat(report(commit).text()).startsWith("vmimage 0.1.0 on Debian 12: all is well\n");
  }

  @Test
  void givesAMachineEveryFactInAscii() throws JsonProcessingException {
    String json = report(TOOL, UPSTREAM).json();
    assertThat(json.chars()).allMatch(c -> c == '\n' || c >= ' ' && c < 127);
    JsonNode root = new JsonMapper().readTree(json);
    assertThat(root.path("state").asText()).isEqualTo("failed");
    assertThat(root.at("/system/platform").asText()).isEqualTo("debian");
    assertThat(root.at("/tools/0/found").isNull()).isTrue();
    assertThat(root.at("/tools/0/next").asText()).isEqualTo("apt-get install packer");
    assertThat(root.at("/upstreams/0/text").asText()).isEqualTo("a\u001b[31mb\nc\u202Ed ****");
    assertThat(root.path("source").isArray()).isTrue();
  }

  @Test
  void countsNeitherWarningsNorWhatIsNotNeededAsBad() {
    DoctorLine unneeded = DoctorLine.of(Section.TOOLS, State.NOT_NEEDED, "mmdebstrap", "not found");
    assertThat(report(TOOL, UPSTREAM, unneeded).bad()).containsExactly(TOOL);
  }
}
