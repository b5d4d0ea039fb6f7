package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TemplatesInHclAndJsonBuildIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void bothKindsOfTemplateReleaseTheSameDisk() {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    ImageProject hcl = GuestlessProject.at(BENCH.folder("hcl"), BENCH, "tiny").on(disk).withHcl().tagged();
    ImageProject json = GuestlessProject.at(BENCH.folder("json"), BENCH, "tiny").on(disk).withJson().tagged();
    FileRepository fromHcl = BENCH.newFileRepository("from-hcl");
    FileRepository fromJson = BENCH.newFileRepository("from-json");

    BENCH.maven(hcl).run("deploy", fromHcl.asTarget()).succeeded().leftNothing();
    BENCH.maven(json).run("deploy", fromJson.asTarget()).succeeded().leftNothing();

    assertThat(fromJson.holdsRelease(json).manifest(json).at("/images")).isEqualTo(fromHcl.holdsRelease(hcl).manifest(hcl).at("/images"));
    assertThat(fromHcl.manifest(hcl).at("/upstreams/0").toString()).contains(Digests.of("SHA-256", disk));
  }
}
