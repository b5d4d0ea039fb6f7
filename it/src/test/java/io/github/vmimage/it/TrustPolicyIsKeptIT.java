package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What breaks a rule of the policy is not built on; what is allowed by name is told by the lint and recorded in the manifest. */
class TrustPolicyIsKeptIT {
  private static final String POLICY = "<trustPolicy><allowedHosts><host>images.example</host></allowedHosts></trustPolicy>";
  private static final String REASON = "The vendor has no other server.";

  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void hostThatIsNotAllowedIsNeverAskedUntilItIsAllowedWithAReason() {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    FileRepository remote = BENCH.newFileRepository("remote");
    // What another test has fetched is in the cache of all of them.
    String cache = "-Dvmimage.cache=" + BENCH.folder("cache");
    try (LoopbackFile served = new LoopbackFile(disk)) {
      String digest = "<sha256>" + Digests.of("SHA-256", disk) + "</sha256>";
      ImageProject project = GuestlessProject.in(BENCH, "tiny").on(served.url(), digest).configured(POLICY).withHcl().tagged();

      BENCH.maven(project).run("deploy", remote.asTarget(), cache)
          .failedOnceWith("An upstream comes from a host that this project does not allow (rule host)", "upstream disk", "127.0.0.1",
              "images.example")
          .saysNext("<rule>host</rule>").neverReached("lint").neverReached("verify-upstream").neverReached("build")
          .changedNothing(project, remote);
      assertThat(served.requests()).isZero();

      project.edit("pom.xml", pom -> pom.replace(digest, digest + "\n" + allowances("host", REASON, "depth", "Never needed.")))
          .git().commit("Allow the host").run("tag", "-f", project.tagName());
      Run run = BENCH.maven(project).run("deploy", remote.asTarget(), cache).succeeded().leftNothing();
      run.says("pom.xml:" + line(project, "<rule>host</rule>") + ":",
          "warning [trust-allowance] upstream disk need not keep the rule host: " + REASON,
          "warning [trust-allowance] upstream disk need not keep the rule depth: Never needed.");
      assertThat(served.requests()).isEqualTo(1);
      remote.holdsRelease(project);
      JsonNode recorded = remote.manifest(project).at("/upstreams/0/allowances");
      assertThat(recorded).as("those that were needed").hasSize(1);
      assertThat(recorded.at("/0/rule").asText()).isEqualTo("host");
      assertThat(recorded.at("/0/reason").asText()).isEqualTo(REASON);
      BENCH.maven(project).run(Reactor.goal("resolve"), "-Dimage=" + project.coordinates(), remote.asSource()).succeeded()
          .says("allowed host: " + REASON);
    }
  }

  @Test
  void releaseIsBuiltOnASnapshotOnlyWhereItIsAllowedByName() {
    ImageProject base = GuestlessProject.in(BENCH, "base").version("1.0.0-SNAPSHOT")
        .on(PreparedDisk.ofSnapshot("base", "1.0.0-SNAPSHOT").in(BENCH.folder("disks"))).withHcl().committed();
    BENCH.maven(base).run("install").succeeded();
    ImageProject application = GuestlessProject.in(BENCH, "application").builtOn(base).withHcl().tagged();
    FileRepository remote = BENCH.newFileRepository("applications");

    BENCH.maven(application).run("deploy", remote.asTarget())
        .failedOnceWith("A release cannot be built on a SNAPSHOT, which may change (rule snapshot)", base.coordinates())
        .saysNext("release base first").neverReached("build").changedNothing(application, remote);

    String reason = "The base is released with the next one.";
    String artifact = "<artifact>" + base.coordinates() + "</artifact>";
    application.edit("pom.xml", pom -> pom.replace(artifact, artifact + allowances("snapshot", reason)))
        .git().commit("Allow the SNAPSHOT").run("tag", "-f", application.tagName());
    BENCH.maven(application).run("deploy", remote.asTarget()).succeeded().leftNothing();
    JsonNode upstream = remote.manifest(application).at("/upstreams/0");
    assertThat(upstream.at("/location").asText()).isEqualTo(base.coordinates());
    assertThat(upstream.at("/allowances/0/rule").asText()).isEqualTo("snapshot");
    BENCH.maven(application).run("-o", Reactor.goal("custody"), "-Dimage=" + application.coordinates()).succeeded()
        .says("not held to the rule snapshot: " + reason);
  }

  private static String allowances(String... rulesAndReasons) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < rulesAndReasons.length; i += 2) {
      all.append("<allowance><rule>").append(rulesAndReasons[i]).append("</rule><reason>").append(rulesAndReasons[i + 1])
          .append("</reason></allowance>\n");
    }
    return "<allowances>\n" + all + "</allowances>";
  }

  private static long line(ImageProject project, String text) {
    String pom = Folders.read(project.folder().resolve("pom.xml"));
    return pom.substring(0, pom.indexOf(text)).lines().count();
  }
}
