package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.pipeline.TestRecord.Twin;
import io.github.vmimage.report.Problem;
import io.github.vmimage.seal.ExpectedStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwinComparisonTest {
  private static final ExpectedStamp STAMP = new ExpectedStamp("app", "Release-1", "Release-1", "0".repeat(40));
  private static final String ID_A = "a".repeat(32);
  private static final String ID_B = "b".repeat(32);
  /** The key's body is valid base64 of nothing in particular. */
  private static final String KEY_A = "AAAAC3NzaC1lZDI1NTE5AAAAIA==";
  private static final String KEY_B = "AAAAC3NzaC1lZDI1NTE5AAAAIQ==";

  private static List<String> said(String name, String id, String key) {
    return new ArrayList<>(List.of("hostname " + name, "machine-id " + id, "host-key " + key, "cloud-init done",
        "release IMAGE_ID=app", "release IMAGE_VERSION=Release-1", "os-release ID=debian", "os-release IMAGE_VERSION=\"release-1\""));
  }

  private static Twin twin(String name, List<String> said) {
    return new Twin(name, TwinFacts.read(said), List.of());
  }

  private static TwinComparison compare(List<String> a, List<String> b, String... console) {
    return new TwinComparison(List.of(twin("twin-a", a), twin("twin-b", b)), BuildIdentity.of(List.of(console))).compare(STAMP);
  }

  @Test
  void twoMachinesOfTheReleasePass() {
    TwinComparison well = compare(said("twin-a", ID_A, KEY_A), said("twin-b", ID_B, KEY_B),
        "[   12.3] vmimage-seal: was machine-id " + "c".repeat(32), "vmimage-seal: was hostname vmimage-build");
    assertThat(well.problems()).isEmpty();
    assertThat(well.facts()).containsAllEntriesOf(Map.of("machine-ids", "differ", "machine-ids-of-build", "differ", "host-keys", "differ",
        "host-keys-of-build", "not-told", "hostnames-of-build", "differ", "failed-units", "0", "image-version", "Release-1"))
        .containsEntry("build-user", "absent").containsEntry("build-key", "absent");
  }

  @Test
  void whatIsSharedIsNamed() {
    assertThat(compare(said("twin-a", ID_A, KEY_A), said("twin-b", ID_A, KEY_A)).problems()).extracting(Problem::what)
        .containsExactly("The machine-id is the same in both twins", "The host-key is the same in both twins");
    assertThat(compare(said("twin-a", ID_A, KEY_A), said("twin-b", ID_B, KEY_B), "vmimage-seal: was machine-id " + ID_B).problems())
        .extracting(Problem::what).containsExactly("The machine-id is the same in a twin and the guest of the build");
  }

  @Test
  void anOversealedImageIsWrongToo() {
    List<String> without = said("twin-a", "", KEY_A);
    without.removeIf(l -> l.startsWith("host-key"));
    assertThat(compare(without, said("twin-b", "uninitialized", KEY_B)).problems()).extracting(Problem::where)
        .containsExactly("twin-a: /etc/machine-id", "twin-b: /etc/machine-id", "twin-a: /etc/ssh");
  }

  @Test
  void whatTheBuildLeftIsTold() {
    List<String> left = said("localhost", ID_A, KEY_A);
    left.addAll(List.of("build-user vmimage", "build-key /root/.ssh/authorized_keys", "failed-unit page.service"));
    left.set(5, "release IMAGE_VERSION=other");
    TwinComparison comparison = compare(left, said("twin-b", ID_B, KEY_B));
    assertThat(comparison.problems()).extracting(Problem::where).containsExactly("twin-a", "twin-a: /etc/passwd",
        "twin-a: /root/.ssh/authorized_keys", "twin-a: /etc/release");
    assertThat(comparison.facts()).containsEntry("failed-units", "1")
        .containsEntry("build-user", "present").containsEntry("build-key", "present");
  }
}
