package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An image of the Red Hat family: its packages stand in a database that the real rpm wrote. */
class RpmGuestsAreReleasedIT {
  private static final String SPEC = """
      Name: openssl-libs
      Epoch: 1
      Version: 3.2.1
      Release: 2.fc40
      Summary: A package
      License: none
      BuildArch: noarch
      %description
      Nothing.
      %files
      """;

  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static Path disk;

  @BeforeAll
  static void makeTheDisk() {
    Path rpms = BENCH.folder("rpms");
    Folders.write(rpms.resolve("one.spec"), SPEC);
    Program program = Program.in(rpms);
    program.run("rpmbuild", "-bb", "--quiet", "--define", "_topdir " + rpms, "--define", "_rpmdir " + rpms, "one.spec");
    program.run("rpm", "--dbpath", rpms.resolve("db").toString(), "-i", "--justdb", "--nodeps", "--nosignature",
        "noarch/openssl-libs-3.2.1-2.fc40.noarch.rpm");
    disk = PreparedDisk.ofRelease("red", "1.0.0").ofFedora(rpms.resolve("db/rpmdb.sqlite")).in(BENCH.folder("disks"));
  }

  @Test
  void theManifestListsItsPackages() {
    ImageProject project = GuestlessProject.in(BENCH, "red").on(disk).withHcl().tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    BENCH.maven(project).run("deploy", remote.asTarget()).succeeded().says("Sealed: ").leftNothing();
    JsonNode guest = remote.holdsRelease(project).manifest(project).at("/guest");
    assertThat(guest.at("/osId").asText() + " " + guest.at("/osVersion").asText()).isEqualTo("fedora 40");
    assertThat(guest.at("/packages").toString())
        .isEqualTo("[{\"name\":\"openssl-libs\",\"version\":\"1:3.2.1-2.fc40\",\"architecture\":\"noarch\"}]");
  }

  @Test
  void withoutRpmOnThisMachineItIsToldHowToGetIt() {
    ImageProject project = GuestlessProject.at(BENCH.folder("without-rpm"), BENCH, "red").on(disk).withHcl().tagged();
    Path path = StandIn.pathWithout(BENCH.folder("path"), Set.of("rpm"));
    FileRepository remote = BENCH.newFileRepository("remote-without-rpm");
    BENCH.maven(project.folder(), LocalRepository.in(BENCH.folder("own"))).with("PATH", path.toString()).run("deploy", remote.asTarget())
        .failedOnceWith("The program rpm could not be started", "apt-get install rpm").leftNothing().changedNothing(project, remote);
  }
}
