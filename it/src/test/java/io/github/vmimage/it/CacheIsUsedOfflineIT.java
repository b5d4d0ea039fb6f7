package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CacheIsUsedOfflineIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void upstreamIsFetchedOnceAndFoundOfflineAfterwards() {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    LoopbackFile served = new LoopbackFile(disk);
    ImageProject project;
    String cache = "-Dvmimage.cache=" + BENCH.folder("cache");
    try (served) {
      project = GuestlessProject.in(BENCH, "tiny").on(served.url(), "<sha256>" + Digests.of("SHA-256", disk) + "</sha256>").withHcl()
          .tagged();

      BENCH.maven(project).run("-o", "install", cache).failedOnceWith("where: ", served.url()).saysNext("-o").neverReached("build")
          .leftNothing();
      assertThat(served.requests()).as("requests while offline").isZero();
      BENCH.maven(project).run("install", cache).succeeded().leftNothing();
      assertThat(served.requests()).isPositive();
    }
    int before = served.requests();
    BENCH.maven(project).run("-o", "clean", "install", cache).succeeded().leftNothing();
    assertThat(served.requests()).isEqualTo(before);
    assertThat(project.installedManifest(BENCH.repository()).at("/upstreams/0").toString()).contains(Digests.of("SHA-256", disk));
  }
}
