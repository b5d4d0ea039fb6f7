package io.github.vmimage.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a user gets from {@code mvn archetype:generate}. */
final class Scaffold {
  private final Bench bench;
  private final String stage;
  private final List<String> properties = new ArrayList<>();
  private String version = "0.1.0";

  private Scaffold(Bench bench, String stage) {
    this.bench = bench;
    this.stage = stage;
  }

  static Scaffold ofApp(Bench bench) {
    return new Scaffold(bench, "app");
  }

  /** A base image of this machine's own distribution, whose archive apt knows here. */
  static Scaffold ofBase(Bench bench) {
    return new Scaffold(bench, "base").with("suite", suite());
  }

  Scaffold with(String property, String value) {
    properties.add("-D" + property + "=" + value);
    return this;
  }

  Scaffold version(String wanted) {
    version = wanted;
    return this;
  }

  ImageProject generate(String artifact) {
    Path parent = bench.folder("scaffolds");
    List<String> arguments = new ArrayList<>(List.of(
        "org.apache.maven.plugins:maven-archetype-plugin:" + Reactor.archetypePluginVersion() + ":generate", "-DarchetypeCatalog=local",
        "-DarchetypeGroupId=" + Reactor.GROUP, "-DarchetypeArtifactId=" + Reactor.ARCHETYPE, "-DarchetypeVersion=" + Reactor.version(),
        "-DgroupId=" + GuestlessProject.GROUP, "-DartifactId=" + artifact, "-Dversion=" + version, "-Dstage=" + stage));
    arguments.addAll(properties);
    bench.maven(parent).within(Duration.ofMinutes(4)).run(arguments.toArray(String[]::new)).succeeded();
    return new ImageProject(parent.resolve(artifact), GuestlessProject.GROUP, artifact, version, bench.home());
  }

  /** Code name of this machine's own distribution. */
  static String suite() {
    return Folders.read(Path.of("/etc/os-release")).lines().filter(l -> l.startsWith("VERSION_CODENAME="))
        .map(l -> l.substring("VERSION_CODENAME=".length()).replace("\"", "")).findFirst().orElse("bookworm");
  }
}
