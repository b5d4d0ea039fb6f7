package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.guest.GuestSize;
import io.github.vmimage.pipeline.UpgradeMachine.Changed;
import io.github.vmimage.release.CheckedRelease;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.DiskImage;
import io.github.vmimage.release.Manifest;
import io.github.vmimage.release.Manifest.InstalledPackage;
import io.github.vmimage.release.ManifestReader;
import io.github.vmimage.report.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UpgradeTest {
  private static final Coordinates NEW = new Coordinates("com.example.images", "app-image", "0.2.0");
  private static final Changed STAMPED = new Changed("vmimage_stamp : Stamp (roles/vmimage_stamp/tasks/main.yml:4)", "");
  private static final Changed CRON = new Changed("cron : Rotate (roles/cron/tasks/main.yml:1)", "It makes a new key each time.");
  private static final List<InstalledPackage> PACKAGES = List.of(new InstalledPackage("adduser", "3.134", "all"),
      new InstalledPackage("nginx", "1.22.1-9", "amd64"));
  private static final List<AcceptedDifference> ACCEPTED = List.of(new AcceptedDifference("old-*", "It is never removed."));

  private static CheckedRelease release;

  @BeforeAll
  static void readARelease() throws IOException {
    try (InputStream in = ManifestReader.class.getResourceAsStream("manifests/app.input")) {
      Manifest app = ManifestReader.read(in, "sample").manifest();
      DiskImage disk = app.images().get(0);
      release = new CheckedRelease(app, "00", disk, "disk.qcow2");
    }
  }

  /** A machine that does as it is told beforehand. */
  private static final class Script implements UpgradeMachine {
    private final Deque<Callable<List<Changed>>> runs = new ArrayDeque<>();
    private Callable<Boolean> verification = () -> true;
    private String stamp = "release-0.2.0";
    private List<InstalledPackage> packages = PACKAGES;
    private final List<String> calls = new ArrayList<>();

    Script applying(List<Changed> first, List<Changed> second) {
      runs.add(() -> first);
      runs.add(() -> second);
      return this;
    }

    @Override
    public List<Changed> apply() {
      calls.add("apply");
      return call(runs.remove());
    }

    @Override
    public boolean verify() {
      calls.add("verify");
      return call(verification);
    }

    private static <T> T call(Callable<T> step) {
      try {
        return step.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String stamp() {
      return stamp;
    }

    @Override
    public List<InstalledPackage> packages() {
      return packages;
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }

  private static Upgrade.Ended run(Script machine) {
    return new Upgrade(release, "release-0.2.0", new FreshImage(PACKAGES, Path.of("/work/disk.qcow2")), new PackageComparison(ACCEPTED))
        .run(() -> machine);
  }

  private static RuntimeException failure(String what) {
    return Problem.project(what).at("roles/web/tasks/main.yml:7").next("mend it").asException();
  }

  @Test
  void passesWhereNothingIsLeftToDo() {
    Script machine = new Script().applying(List.of(STAMPED, CRON), List.of(CRON));
    Upgrade.Ended ended = run(machine);
    assertThat(ended.problems()).isEmpty();
    assertThat(machine.calls).containsExactly("apply", "verify", "apply", "close");
    assertThat(ended.result()).usingRecursiveComparison().ignoringFields("seconds").isEqualTo(new UpgradeResult("0.1.0",
        release.image().sha256(), 0, List.of(STAMPED.name(), CRON.name()), "passed", List.of(), List.of(CRON.name() + ": " + CRON.waived()),
        "release-0.2.0", 2, List.of(), List.of()));
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    Script machine = new Script().applying(List.of(STAMPED), List.of(STAMPED));
    machine.verification = () -> {
      throw failure("A task of the playbook failed: page");
    };
    machine.stamp = "release-0.1.0";
    machine.packages = List.of(PACKAGES.get(0), new InstalledPackage("nginx", "1.18", "amd64"),
        new InstalledPackage("old-tool", "1", "all"));
    Upgrade.Ended ended = run(machine);
    assertThat(ended.problems()).extracting(Problem::what).containsExactly("Upgrade from 0.1.0: A task of the playbook failed: page",
        "Upgrade from 0.1.0: the playbook changes something again on an upgraded machine",
        "Upgrade from 0.1.0: the upgraded machine does not name this version",
        "Upgrade from 0.1.0: 1 package is not as in a fresh image of this version");
    assertThat(ended.problems().get(1).seen()).isEqualTo(STAMPED.name());
    assertThat(ended.problems().get(3).seen()).isEqualTo("nginx: 1.18, fresh 1.22.1-9");
    assertThat(ended.result().verify()).isEqualTo("failed");
    assertThat(ended.result().differences()).hasSize(2);
    assertThat(machine.calls).endsWith("close");
  }

  @Test
  void asksNothingMoreAfterAPlaybookThatFailed() {
    Script machine = new Script();
    machine.runs.add(() -> {
      throw failure("A task of the playbook failed: page");
    });
    Upgrade.Ended ended = run(machine);
    assertThat(machine.calls).containsExactly("apply", "close");
    assertThat(ended.problems()).singleElement().satisfies(p -> assertThat(p.where()).isEqualTo("roles/web/tasks/main.yml:7"));
    assertThat(ended.result().changed()).isNull();
    assertThat(ended.result().passed()).isFalse();
  }

  @Test
  void looksOnWhereOnlyTheSecondRunBreaks() {
    Script machine = new Script();
    machine.runs.add(() -> List.of(STAMPED));
    machine.runs.add(() -> {
      throw failure("A task of the playbook failed: page");
    });
    machine.verification = () -> false;
    UpgradeResult result = run(machine).result();
    assertThat(result.changedAgain()).isNull();
    assertThat(result.verify()).isEqualTo("none");
    assertThat(result.packages()).isEqualTo(2);
    assertThat(result.passed()).isFalse();
  }

  @Test
  void aManifestHoldsWhatPassedWithoutTimes() {
    UpgradeRecord record = new UpgradeRecord(NEW, "all", List.of(UpgradeTableTest.PASSED));
    assertThat(record.tests()).singleElement().satisfies(test -> {
      assertThat(test.id()).isEqualTo("upgrade-from-0.9.0");
      assertThat(test.outcome()).isEqualTo(Manifest.Outcome.PASSED);
      assertThat(test.facts()).containsEntry("from", "0.9.0").containsEntry("verify", "passed").containsEntry("packages", "312")
          .containsEntry("package.linux-image-6.1.0-30", "6.1.124-1, fresh absent: Old kernels stay.")
          .containsEntry("waived.1", "cron (playbook.yml:9): It rotates a key.").doesNotContainKey("seconds");
    });
    assertThat(new UpgradeRecord(NEW, "all", List.of()).tests()).isEmpty();
  }

  @Test
  void noManifestIsWrittenAfterAnUpgradeThatFailed() {
    Script machine = new Script().applying(List.of(), List.of(STAMPED));
    UpgradeRecord record = new UpgradeRecord(NEW, "all", List.of(UpgradeTableTest.PASSED, run(machine).result()));
    assertThatThrownBy(record::tests).hasMessageContaining("the upgrade from 0.1.0 failed").hasMessageContaining("-Dfrom=0.1.0");
  }

  @Test
  void machinesShareProcessorsAndMemory() {
    GuestSize two = new GuestSize(2, 2048);
    assertThat(UpgradeLanes.of(two, 2, OptionalLong.of(64L << 30))).isEqualTo(1);
    assertThat(UpgradeLanes.of(two, 9, OptionalLong.of(64L << 30))).isEqualTo(4);
    assertThat(UpgradeLanes.of(two, 64, OptionalLong.of(7L << 30))).isEqualTo(3);
    assertThat(UpgradeLanes.of(two, 1, OptionalLong.of(1L << 30))).isEqualTo(1);
    assertThat(UpgradeLanes.of(two, 64, OptionalLong.empty())).isEqualTo(1);
  }

  @Test
  void noMoreRunAtOnceThanThereIsRoomFor() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int number = i;
      work.add(() -> {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        Thread.sleep(20);
        running.decrementAndGet();
        return number;
      });
    }
    assertThat(UpgradeLanes.run(2, work)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(most.get()).isEqualTo(2);
  }
}
