package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is wrong with a release is found in its first second, before anything is built. */
class RefusedReleasesIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static Path disk;

  private ImageProject project;
  private FileRepository remote;

  @BeforeAll
  static void prepareADisk() {
    disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
  }

  @BeforeEach
  void startAProject(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    project = GuestlessProject.at(BENCH.folder(name), BENCH, "tiny").on(disk).withHcl().committed();
    remote = BENCH.newFileRepository(name + "-remote");
  }

  @Test
  void commitWithoutATagIsRefused() {
    refused(deploy(), "release-1.0.0").saysNext("vmimage:tag");
  }

  @Test
  void tagThatPointsElsewhereIsRefused() {
    project.git().tag("release-1.0.0");
    String tagged = project.commitId();
    project.write("later.txt", "later\n").git().commit("Go on");
    Run run = refused(deploy(), "release-1.0.0");
    assertThat(run.error()).contains(tagged.substring(0, 7)).contains("git checkout");
  }

  @Test
  void changedFileIsRefusedByName() {
    project.git().tag("release-1.0.0");
    project.edit(GuestlessProject.HCL, text -> text + "\n# a late thought\n");
    refused(deploy(), GuestlessProject.HCL).saysNext("git ");
  }

  @Test
  void untrackedFileIsRefusedByName() {
    project.git().tag("release-1.0.0");
    project.write("stray note.txt", "not added\n");
    refused(deploy(), "stray note.txt").saysNext("git ");
  }

  @Test
  void versionThatIsReleasedAlreadyIsRefusedButRebuiltHere() {
    ImageProject twice = GuestlessProject.sealed(BENCH, "twice").withHcl().tagged();
    BENCH.maven(twice).run("deploy", remote.asTarget()).succeeded();
    remote.holdsRelease(twice);
    JsonNode released = remote.manifest(twice);
    List<String> before = remoteDigests();

    BENCH.maven(twice).run("clean", "deploy", remote.asTarget())
        .failedOnceWith("is released already", "1.0.0").saysNext("mvn ").neverReached("build").leftNothing();
    assertThat(remoteDigests()).as("what is published").isEqualTo(before);

    twice.edit("pom.xml", pom -> pom.replace("<version>1.0.0</version>", "<version>1.1.0</version>"))
        .git().commit("Next").tag("release-1.1.0");
    twice.git().run("checkout", "-q", "release-1.0.0");
    BENCH.maven(twice).run("clean", "install").succeeded().leftNothing();
    assertThat(twice.installedManifest(BENCH.repository())).as("the same source gives the same manifest").isEqualTo(released);
  }

  @Test
  void verifyOfAnUntaggedAndDirtyReleaseVersionPasses() {
    project.write("note.txt", "not added\n");
    BENCH.maven(project).run("verify").succeeded().neverReached("build").changedNothing(project, remote);
  }

  @Test
  void deployWithoutARepositoryIsRefusedBeforeTheBuild() {
    project.git().tag("release-1.0.0");
    refused(BENCH.maven(project).run("deploy"), "distributionManagement").saysNext("altDeploymentRepository");
  }

  private Run deploy() {
    return BENCH.maven(project).run("deploy", remote.asTarget());
  }

  private Run refused(Run run, String offender) {
    run.failedOnceWith("where: ", offender).neverReached("lint").neverReached("build").changedNothing(project, remote);
    assertThat(project.work().resolve("output")).doesNotExist();
    return run;
  }

  private List<String> remoteDigests() {
    return remote.files().stream().map(f -> f + " " + Digests.of("SHA-256", remote.folder().resolve(f))).toList();
  }
}
