package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StampRulesTest extends RuleFamilyTest {
  private static final String COMMIT = SealedGuest.STAMP.commit();

  @Override
  List<SealRule> rules() {
    return StampRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("stamp-release", g -> g.remove("/etc/release"), "/etc/release: missing"),
        trips("stamp-release", g -> g.file("/etc/release2", "").link("/etc/release", "release2"), "/etc/release: a symbolic link"),
        trips("stamp-release", g -> g.file("/etc/release", "IMAGE_ID=app-image\nIMAGE_VERSION=release-1.1.0\nTAG=release-1.2.0\nTAG=a\n"),
            "/etc/release: IMAGE_VERSION is 'release-1.1.0'; expected 'release-1.2.0'",
            "/etc/release: TAG 2 times; expected once, 'release-1.2.0'", "/etc/release: no COMMIT; expected '" + COMMIT + "'"),
        trips("stamp-os-release", g -> g.link("/etc/os-release", "../usr/lib/os-release"), "/etc/os-release: a symbolic link"),
        trips("stamp-os-release", g -> g.file("/etc/os-release", "ID=debian\nIMAGE_ID=unstamped\n"),
            "/etc/os-release: IMAGE_ID is 'unstamped'; expected 'app-image'",
            "/etc/os-release: no IMAGE_VERSION; expected 'release-1.2.0'"),
        passes("quoted values", g -> g.file("/etc/os-release", "IMAGE_ID=\"app-image\"\nIMAGE_VERSION='release-1.2.0'\n")),
        trips("stamp-os-release", g -> g.file("/etc/os-release", "IMAGE_ID=\"app-image'\nIMAGE_VERSION=\"\n"),
            "/etc/os-release: IMAGE_ID is '\"app-image''; expected 'app-image'",
            "/etc/os-release: IMAGE_VERSION is '\"'; expected 'release-1.2.0'"));
  }

  @Test
  void expectsWhatTheRoleWritesForAnyName() {
    assertThat(ExpectedStamp.plain("App Image_1.0-Z/\u00e4")).isEqualTo("app-image_1.0-z---");
  }

  @Test
  void expectsAnEmptyTagOfASnapshot() {
    SealedGuest guest = new SealedGuest(temp);
    guest.file("/etc/release", "IMAGE_ID=app-image\nIMAGE_VERSION=1.2.0-SNAPSHOT\nTAG=\nCOMMIT=\n")
        .file("/etc/os-release", "IMAGE_ID=app-image\nIMAGE_VERSION=1.2.0-snapshot\n");
    ExpectedStamp stamp = new ExpectedStamp("App-Image", "1.2.0-SNAPSHOT", "", "");
    assertThat(Audit.run(guest.root(), new AuditedBuild(Optional.of(stamp), "", "", List.of()), List.of()).problem("disk.qcow2")).isEmpty();
  }
}
