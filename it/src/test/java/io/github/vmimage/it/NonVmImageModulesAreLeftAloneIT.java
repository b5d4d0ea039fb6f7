package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NonVmImageModulesAreLeftAloneIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  /** The parent has no image; goals called by name, and the plugin inherited from it, do nothing there. */
  @Test
  void parentOfAnImageIsNotTakenForOne() {
    Path top = BENCH.folder("reactor");
    ImageProject image = GuestlessProject.at(top.resolve("image"), BENCH, "image")
        .on(PreparedDisk.ofRelease("image", "1.0.0").in(BENCH.folder("disks"))).withHcl();
    ImageProject documents = new ImageProject(top.resolve("documents"), GuestlessProject.GROUP, "documents", "1.0.0", BENCH.home())
        .write("pom.xml", """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example.images</groupId>
              <artifactId>documents</artifactId>
              <version>1.0.0</version>
              <packaging>pom</packaging>
              <build>
            %s
                <plugins>
            %s
                </plugins>
              </build>
            </project>
            """.formatted(ImageModules.MANAGED.formatted(Reactor.version()), GuestlessProject.plugin("").indent(6).stripTrailing()));
    ImageProject reactor = ImageModules.of(top, BENCH, "documents", "image").tagged();
    FileRepository remote = BENCH.newFileRepository("remote");

    BENCH.maven(reactor).run("vmimage:validate", "vmimage:lint").succeeded();
    BENCH.maven(reactor).run("deploy", remote.asTarget()).succeeded().leftNothing();
    remote.holdsRelease(image);
    assertThat(remote.file(documents, "pom")).exists();
    assertThat(remote.file(documents, "json")).doesNotExist();
    assertThat(documents.work()).doesNotExist();
  }
}
