package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The scaffold's own POM; only its template and its upstream are exchanged for ones that need no guest. */
class MavenReleasePluginReleasesTheScaffoldIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void prepareAndPerformPublishTheTagAndMoveOn() {
    Path bare = BENCH.folder("remote.git");
    Program.in(bare).with(Git.environment(BENCH.home())).run("git", "init", "-q", "--bare", "-b", "main");
    Path disk = PreparedDisk.ofRelease("app-image", "0.1.0").in(BENCH.folder("disks"));
    ImageProject app = Scaffold.ofApp(BENCH).version("0.1.0-SNAPSHOT").with("upstream", disk.toUri().toString())
        .with("upstreamSha256", Digests.of("SHA-256", disk)).with("scmUrl", bare.toUri().toString()).generate("app-image");
    String waivers = GuestlessProject.NOT_TESTED + "<waivers>" + GuestlessProject.NO_COMMIT + "</waivers>";
    app.edit("pom.xml", pom -> pom.replace("</upstreams>", "</upstreams>\n          " + waivers));
    Folders.delete(app.folder().resolve("src/main/packer"));
    ImageProject template = GuestlessProject.at(BENCH.folder("template"), BENCH, "template").withHcl();
    app.write(GuestlessProject.HCL, Folders.read(template.folder().resolve(GuestlessProject.HCL)));
    Git git = app.committed().git();
    git.run("remote", "add", "origin", bare.toUri().toString());
    git.run("push", "-q", "-u", "origin", "main");
    FileRepository remote = BENCH.newFileRepository("remote");

    // The plugin under test is a snapshot itself; maven-release-plugin would refuse it.
    BENCH.maven(app)
        .run("release:prepare", "release:perform", "-DreleaseVersion=0.1.0", "-DdevelopmentVersion=0.2.0-SNAPSHOT",
            "-DignoreSnapshots=true",
            "-Darguments=" + remote.asTarget() + " -Dvmimage.cache=" + BENCH.folder("cache"))
        .succeeded().leftNothing();

    ImageProject released = app.at("0.1.0");
    remote.holdsRelease(released);
    String tagged = Program.in(bare).run("git", "rev-parse", "release-0.1.0^{commit}");
    assertThat(remote.manifest(released).at("/source/tag").asText()).isEqualTo("release-0.1.0");
    assertThat(remote.manifest(released).at("/source/commit").asText()).isEqualTo(tagged);
    assertThat(Program.in(bare).run("git", "show", "main:pom.xml")).contains("<version>0.2.0-SNAPSHOT</version>");
    assertThat(Folders.read(remote.file(released, "pom"))).contains("<version>0.1.0</version>", "<tag>release-0.1.0</tag>");
  }
}
