package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReactorArtifactIsTheNextModulesUpstreamIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void secondModuleBuildsOnWhatTheFirstJustMade() {
    Path top = BENCH.folder("reactor");
    Path disk = PreparedDisk.ofRelease("first", "1.0.0").in(BENCH.folder("disks"));
    ImageProject first = GuestlessProject.at(top.resolve("first"), BENCH, "first").on(disk).withHcl();
    // The file builder copies the first image, so the second carries the first one's stamp.
    ImageProject second = GuestlessProject.at(top.resolve("second"), BENCH, "second")
        .upstream("<artifact>" + first.coordinates() + "</artifact>")
        .waiving("stamp-os-release", "A plain copy of the first image, to show that it is found.").withHcl();
    TwoModules.of(top, BENCH, "first", "second").tagged();
    FileRepository remote = BENCH.newFileRepository("remote");

    BENCH.maven(top).run("deploy", remote.asTarget()).succeeded().leftNothing();
    remote.holdsRelease(first).holdsRelease(second);
    assertThat(remote.manifest(second).at("/upstreams/0").toString())
        .contains(Digests.of("SHA-256", remote.file(first, "json"))).contains(Digests.of("SHA-256", remote.file(first, "qcow2")));
  }
}
