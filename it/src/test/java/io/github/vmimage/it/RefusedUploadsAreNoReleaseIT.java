package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedUploadsAreNoReleaseIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @RegisterExtension
  static final FaultTable TABLE = new FaultTable("Repositories that refuse");

  private static ScriptedServer server;
  private static FaultyRun faulty;

  @BeforeAll
  static void deployToAServerThatRefuses() {
    AtomicInteger accepted = new AtomicInteger();
    server = new ScriptedServer((request, out) -> {
      String module = request.path().replaceFirst("^/releases/com/example/images/([^/]+)/.*", "$1");
      if (module.equals("locked")) {
        ScriptedServer.status("401 Unauthorized", "WWW-Authenticate: Basic realm=\"releases\"").write(request, out);
      } else if (!request.method().equals("PUT")) {
        ScriptedServer.status("404 Not Found").write(request, out);
      } else if (module.equals("half") && accepted.getAndIncrement() == 0) {
        ScriptedServer.status("201 Created").write(request, out);
      } else {
        ScriptedServer.status((module.equals("half") ? "500" : module.substring(1)) + " No").write(request, out);
      }
    });
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    FaultyModules reactor = new FaultyModules(BENCH, "uploads");
    for (String name : new String[] {"s400", "s401", "s403", "s409", "half", "locked"}) {
      reactor.module(name).on(disk).waiving("stamp-os-release", "A plain copy of another image's disk.").withHcl();
    }
    Path top = reactor.tagged();
    faulty = FaultyRun.of(TABLE, BENCH, BENCH.maven(top), top, BENCH.newFileRepository("unused"), "--fail-at-end", "deploy",
        "-DaltDeploymentRepository=it::" + server.url() + "/releases", "-Dvmimage.accelerator=tcg", "-pl", "!:faults");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"400", "401", "403", "409"})
  void refusalIsNoSuccess(String status) {
    faulty.toldOfUpload("upload answered with " + status, "s" + status).by("deploy")
        .headed("The repository refused the release").saying(status, server.url() + "/releases")
        .next("server id 'it'", "mvn deploy");
    assertThat(server.requests()).as("files that were accepted").noneMatch(r -> r.method().equals("GET") && r.path().endsWith(".qcow2"));
  }

  @Test
  void halfAReleaseIsNone() {
    faulty.toldOfUpload("second upload answered with 500", "half").by("deploy")
        .headed("The repository refused a file of the release, and may have others of it").saying("half:json:", "500")
        .next("delete what the repository has of that version, then mvn deploy");
  }

  @Test
  void repositoryThatMayNotBeAskedIsToldBeforeTheBuild() {
    faulty.told("repository that answers 401 to the question whether the version exists", "locked").by("validate")
        .saying("401").next("settings.xml");
  }
}
