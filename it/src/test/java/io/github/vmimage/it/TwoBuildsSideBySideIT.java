package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TwoBuildsSideBySideIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  /** Each build waits for the other: one after the other, they would wait in vain. */
  @Test
  void twoModulesOfOneReactorBuildAtTheSameTime() {
    Path meeting = BENCH.folder("meeting");
    Path top = BENCH.folder("reactor");
    for (String name : List.of("left", "right")) {
      String other = name.equals("left") ? "right" : "left";
      Path disk = PreparedDisk.ofRelease(name, "1.0.0").in(BENCH.folder("disks"));
      GuestlessProject.at(top.resolve(name), BENCH, name).on(disk).withHcl().edit(GuestlessProject.HCL, text -> text.replace("""
          build {
            sources = ["source.file.disk"]
          }
          """, """
          build {
            sources = ["source.file.disk"]

            post-processor "shell-local" {
              inline = [
                "touch %1$s/%2$s",
                "for i in $(seq 60); do test -e %1$s/%3$s && exit 0; sleep 1; done; exit 1",
              ]
              keep_input_artifact = true
            }
          }
          """.formatted(meeting, name, other)));
    }
    ImageProject reactor = ImageModules.of(top, BENCH, "left", "right").tagged();
    FileRepository remote = BENCH.newFileRepository("remote");

    BENCH.maven(reactor).run("-T", "2", "deploy", remote.asTarget()).succeeded().leftNothing();
    for (String name : List.of("left", "right")) {
      ImageProject module = new ImageProject(top.resolve(name), GuestlessProject.GROUP, name, "1.0.0", BENCH.home());
      assertThat(remote.holdsRelease(module).manifest(module).at("/source/module").asText()).isEqualTo(name);
    }
  }
}
