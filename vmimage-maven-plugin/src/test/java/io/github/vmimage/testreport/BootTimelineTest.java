package io.github.vmimage.testreport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.testreport.BootTimeline.Bar;
import io.github.vmimage.testreport.Twin.Milestone;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BootTimelineTest {

  private static Twin twin(String name, Milestone... milestones) {
    return new Twin(name, "", "", new TreeMap<>(), null, List.of(milestones));
  }

  private static Milestone at(String name, int millis) {
    return new Milestone(name, Duration.ofMillis(millis));
  }

  @Test
  void barsLeadFromOneMilestoneToTheNext() {
    BootTimeline picture = BootTimeline.of(List.of(twin("a", at("kernel", 5000), at("ssh", 20000)), twin("b", at("kernel", 10000)))).get(0);
    assertThat(picture.rows()).extracting(BootTimeline.Row::label).containsExactly("kernel", "ssh");
    Bar kernel = picture.rows().get(0).bars().get(0);
    Bar ssh = picture.rows().get(1).bars().get(0);
    assertThat(kernel.x()).isZero();
    assertThat(ssh.x()).isEqualTo(kernel.width());
    assertThat(ssh.width()).isEqualTo(322 - kernel.width());
    assertThat(picture.rows().get(0).bars().get(1).width()).isEqualTo(2 * kernel.width() + 1);
    assertThat(picture.rows().get(1).bars().get(1)).extracting(Bar::reached, Bar::time).containsExactly(false, "not reached");
    assertThat(picture.description()).isEqualTo("a: kernel after 5.0 s, ssh after 20.0 s. b: kernel after 10.0 s.");
  }

  @Test
  void scaleHasFewRoundNumbers() {
    assertThat(labels(800)).containsExactly("0 s", "1 s");
    assertThat(labels(38_400)).containsExactly("0 s", "10 s", "20 s", "30 s");
    assertThat(labels(700_000)).containsExactly("0 s", "200 s", "400 s", "600 s");
  }

  private static List<String> labels(int millis) {
    return BootTimeline.of(List.of(twin("a", at("ssh", millis)))).get(0).ticks().stream().map(BootTimeline.Tick::label).toList();
  }

  @Test
  void noMilestoneIsNoPicture() {
    assertThat(BootTimeline.of(List.of(twin("a"), twin("b")))).isEmpty();
  }
}
