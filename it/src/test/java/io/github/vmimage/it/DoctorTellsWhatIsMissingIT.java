package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DoctorTellsWhatIsMissingIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void aTaggedProjectOnAWholeMachineIsWell() {
    ImageProject project = GuestlessProject.sealed(BENCH, "well").withHcl().tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    Path answer = BENCH.folder("answers").resolve("well.json");
    BENCH.maven(project).run("vmimage:doctor", "-Dformat=json", "-Doutput=" + answer, remote.asTarget()).succeeded()
        .changedNothing(project, remote);
    JsonNode report = Json.read(answer);
    assertThat(report.path("state").asText()).isEqualTo("ok");
    assertThat(report.path("tools")).filteredOn(t -> !t.path("goals").isEmpty()).isNotEmpty()
        .allSatisfy(t -> assertThat(t.path("state").asText()).as(t.toString()).isEqualTo("ok"));
    assertThat(one(report, "tools", "packer").path("path").asText()).endsWith("/packer");
    assertThat(one(report, "tools", "packer").path("found").asText()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(one(report, "space", "build folder").path("freeBytes").asLong()).isPositive();
    assertThat(report.at("/accelerator/0/name").asText()).isIn("kvm", "tcg");
    assertThat(one(report, "upstreams", "disk").path("state").asText()).isEqualTo("ok");
    assertThat(one(report, "repositories", "deploy it").path("state").asText()).isEqualTo("ok");
    assertThat(one(report, "source", "commit").path("text").asText()).isEqualTo(project.commitId());
    assertThat(one(report, "source", "release").path("releasable").asBoolean()).isTrue();
    BENCH.maven(project).run("-o", "vmimage:doctor", remote.asTarget()).succeeded().says("all is well", "not asked, offline");
  }

  @Test
  void missingToolsAndASilentUpstreamAreToldWithTheirNextCommands() throws IOException {
    ImageProject project = GuestlessProject.in(BENCH, "ill")
        .on("http://127.0.0.1:9/disk.qcow2", "<sha256>" + "0".repeat(64) + "</sha256>").withHcl()
        .write("src/main/ansible/playbook.yml", "---\n[]\n").committed();
    project.write("untracked.txt", "not committed\n");
    String path = pathWithout("packer", "ansible-lint").toString();
    Path answer = BENCH.folder("answers").resolve("ill.json");
    // Takes connections and never answers.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String target = "-DaltDeploymentRepository=silent::http://127.0.0.1:" + silent.getLocalPort() + "/";
      BENCH.maven(project).with("PATH", path).run("vmimage:doctor", "-Dformat=json", "-Doutput=" + answer, target).failedOnceWith(
          "A build needs what is missing or of no use: 2 missing, 1 failed", "tools: packer, missing", "tools: ansible-lint, missing",
          "upstreams: disk, failed", "-Dvmimage.doctorFails=false").leftNothing();
    }
    JsonNode report = Json.read(answer);
    assertThat(report.path("state").asText()).isEqualTo("failed");
    JsonNode lint = one(report, "tools", "ansible-lint");
    assertThat(lint.path("state").asText()).isEqualTo("missing");
    assertThat(lint.path("next").asText()).isNotBlank();
    assertThat(lint.at("/install/debian").asText()).isEqualTo("apt-get install ansible-lint");
    assertThat(lint.at("/install/fedora").asText()).isEqualTo("dnf install python3-ansible-lint");
    assertThat(one(report, "tools", "qemu-img").path("state").asText()).isEqualTo("ok");
    assertThat(one(report, "repositories", "deploy silent").path("state").asText()).isEqualTo("warning");
    assertThat(one(report, "repositories", "deploy silent").path("text").asText()).startsWith("The repository cannot be reached");
    assertThat(one(report, "upstreams", "disk").path("text").asText()).contains("cannot be reached");
    assertThat(report.path("source")).filteredOn(n -> n.path("name").asText().equals("release")).as("no tag, a file too many").hasSize(2)
        .allSatisfy(n -> assertThat(n.path("releasable").asBoolean(true)).isFalse())
        .allSatisfy(n -> assertThat(n.path("next").asText()).isNotBlank());
    assertThat(one(report, "source", "work tree").path("changes").asInt()).isEqualTo(1);

    BENCH.maven(project).with("PATH", path).run("vmimage:doctor", "-Dvmimage.doctorFails=false").succeeded()
        .says("2 missing, 1 failed", "not found", "next: ");
    BENCH.maven(project).with("PATH", path).run("vmimage:lint")
        .failedOnceWith("The goal lint needs programs that are missing", "packer: not found", "ansible-lint: not found")
        .saysNext("ansible-lint");
  }

  @Test
  void withoutAProjectOnlyTheMachineIsLookedAt() {
    BENCH.maven(BENCH.folder("nowhere")).run("-o", Reactor.goal("doctor")).succeeded().says("tools", "disk and memory", "accelerator")
        .doesNotSay("upstreams\n", "source\n");
  }

  private static JsonNode one(JsonNode report, String section, String name) {
    List<JsonNode> found = StreamSupport.stream(report.path(section).spliterator(), false)
        .filter(n -> n.path("name").asText().equals(name)).toList();
    assertThat(found).as("%s in %s", name, report.path(section)).hasSize(1);
    return found.get(0);
  }

  /** A folder with links to the programs of this machine's PATH, some left out. */
  private static Path pathWithout(String... names) {
    Path folder = BENCH.folder("bin");
    for (String one : System.getenv("PATH").split(":")) {
      if (!Files.isDirectory(Path.of(one))) {
        continue;
      }
      try (Stream<Path> programs = Files.list(Path.of(one))) {
        for (Path program : programs.filter(p -> !Set.of(names).contains(p.getFileName().toString())).toList()) {
          if (!Files.exists(folder.resolve(program.getFileName()), LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(folder.resolve(program.getFileName()), program);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return folder;
  }
}
