package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeTableTest {
  static final UpgradeResult PASSED = new UpgradeResult("0.9.0", "ab".repeat(32), 134, List.of("web : page (roles/web/tasks/main.yml:3)"),
      "passed", List.of(), List.of("cron (playbook.yml:9): It rotates a key."), "release-1.1.0", 312,
      List.of(new PackageDifference("linux-image-6.1.0-30", "6.1.124-1", "", "Old kernels stay.")), List.of());
  private static final UpgradeResult DIFFERS = new UpgradeResult("1.0.0", "cd".repeat(32), 61, List.of(), "none", List.of("a (p.yml:1)"),
      List.of(), "release-1.1.0", 311, List.of(new PackageDifference("nginx", "1.22.1-9", "1.22.1-9+deb12u1", ""),
          new PackageDifference("openssl", "3.0.15-1", "3.0.16-1", "")), List.of("Packages differ"));
  private static final UpgradeResult BROKEN = new UpgradeResult("1.0.1", "ef".repeat(32), 7, null, "", null, List.of(), "", -1, List.of(),
      List.of("A task failed"));

  @Test
  void showsVersionByVersionAndThenWhatDiffers() {
    assertThat(String.join("\n", UpgradeTable.lines(List.of(PASSED, DIFFERS, BROKEN)))).isEqualTo("""
        from   time  playbook   verify  again                stamp          packages                   result
        0.9.0  2:14  changed=1  passed  changed=0, 1 waived  release-1.1.0  312, as fresh, 1 accepted  passed
        1.0.0  1:01  changed=0  none    changed=1            release-1.1.0  311, 2 differ              failed
        1.0.1  0:07  failed     -       -                    -              -                          failed
          package, from 0.9.0   upgraded   fresh   reason
          linux-image-6.1.0-30  6.1.124-1  absent  Old kernels stay.
          package, from 1.0.0  upgraded  fresh             reason
          nginx                1.22.1-9  1.22.1-9+deb12u1
          openssl              3.0.15-1  3.0.16-1""");
  }

  @Test
  void aGuestCannotWriteToTheTerminal() {
    UpgradeResult hostile = new UpgradeResult("1.0.0", "", 1, List.of(), "none", List.of(), List.of(), "\u001b[2Jrelease", 1, List.of(),
        List.of());
    assertThat(UpgradeTable.lines(List.of(hostile))).noneMatch(l -> l.chars().anyMatch(c -> c < ' '));
  }
}
