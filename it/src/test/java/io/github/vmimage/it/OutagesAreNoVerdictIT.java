package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Maven's own resolver makes of a repository that does not answer, and what is told of it. */
class OutagesAreNoVerdictIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static final String MANIFEST = "/com/example/images/ghost/1.0.0/ghost-1.0.0.json";

  private ScriptedServer server;

  @BeforeEach
  void serve() {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** One local repository for all: what a run notes in it of an absence must not be the next one's answer. */
  @Test
  void aRepositoryIsAskedAgainAndOnlyItsOwnAnswerCounts() {
    server.on(MANIFEST, ScriptedServer.status("503 Service Unavailable"));
    resolve().failedOnceWith("cannot be resolved: not every repository answered, so it may be there", "503")
        .saysNext("run it again: ").doesNotSay("release it first");

    server.on(MANIFEST, ScriptedServer.status("401 Unauthorized"));
    resolve().failedOnceWith("cannot be resolved: not every repository answered").doesNotSay("release it first");

    server.on(MANIFEST, ScriptedServer.status("404 Not Found"));
    resolve().failedOnceWith("cannot be resolved: no repository has that file").saysNext("release it first");
    int asked = server.requests(MANIFEST).size();
    resolve().failedOnceWith("cannot be resolved: no repository has that file");
    assertThat(server.requests(MANIFEST)).as("the absence that the run before noted is asked for again").hasSizeGreaterThan(asked);

    resolve("-o").failedOnceWith("cannot be resolved: it is not in the local repository, and Maven is offline").saysNext("run once without -o");

    server.on(MANIFEST, ScriptedServer.file("<!DOCTYPE html><title>Sign in</title>".getBytes(StandardCharsets.UTF_8)));
    resolve().failedOnceWith("cannot be resolved: a page came in place of the file", "an HTML page: Sign in").saysNext("rm ");
  }

  private Run resolve(String... more) {
    String[] arguments = new String[more.length + 3];
    System.arraycopy(more, 0, arguments, 3, more.length);
    arguments[0] = Reactor.goal("resolve");
    arguments[1] = "-Dimage=com.example.images:ghost:1.0.0";
    arguments[2] = "-DremoteRepositories=it::" + server.url();
    return BENCH.maven(BENCH.folder("nowhere")).run(arguments);
  }
}
