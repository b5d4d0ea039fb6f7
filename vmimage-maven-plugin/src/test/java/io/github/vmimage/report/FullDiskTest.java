package io.github.vmimage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  @TempDir
  Path folder;

  @Test
  void namesTheFolderAndItsRoom() {
    Path file = folder.resolve("absent/disk.part");
    ProblemException told = FullDisk.explain(Problem.project("The disk cannot be written").at(file)
        .saw("java.io.IOException: No space left on device").next("look").asException());
    assertThat(told.isProjects()).as("a full disk is no fault of the project").isFalse();
    assertThat(told).message().startsWith("The disk cannot be written\n  where:    " + file)
        .contains("No space left on device\n            the file system of " + folder + " has ").contains(" MiB of them free now")
        .endsWith("next:     df -h '" + folder + "', make room there, then run it again");
  }

  @Test
  void findsThePathInAToolsWords() {
    ProblemException told = FullDisk.explain(Problem.environment("Packer failed").at("packer build")
        .saw("write " + folder + "/out.qcow2: no space left on device").next("look").asException());
    assertThat(told.problems()).singleElement().satisfies(p -> assertThat(p.next()).startsWith("df -h '" + folder + "'"));
  }

  @Test
  void leavesOtherProblemsAlone() {
    ProblemException other = Problem.environment("Packer failed").at(folder).saw("exit code 1").next("look").asException();
    assertThat(FullDisk.explain(other)).isSameAs(other);
    ProblemException told = Problem.environment("There is no room").at(folder).saw("No space left on device").next("df -h /").asException();
    assertThat(FullDisk.explain(told)).as("already told").isSameAs(told);
    ProblemException guest = Problem.project("The guest's disk is full: a task failed").at("tasks.yml:1")
        .saw("fallocate " + folder + "/large: No space left on device").next("give it a larger disk").asException();
    assertThat(FullDisk.explain(guest)).as("a path in the guest is none of this machine").isSameAs(guest);
  }
}
