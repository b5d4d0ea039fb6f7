package io.github.vmimage.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A local Maven repository of a test's own: a copy of a seed that holds what is under test, from the reactor's target folders, and
 * the plugins that the tests call, fetched once per run with the machine's own settings.
 *
 * @param folder what {@code maven.repo.local} is set to
 */
record LocalRepository(Path folder) {
  private static LocalRepository seed;

  /** Makes a repository of its own in a folder that is absent. */
  static LocalRepository in(Path folder) {
    Folders.copy(seed().folder(), folder);
    return new LocalRepository(folder);
  }

  /** Files of one version of an artifact, none where it was not installed; Maven's notes of what it did not find are no files of it. */
  List<String> files(String group, String artifact, String version) {
    return Folders.files(version(group, artifact, version)).stream().filter(f -> !f.endsWith(".lastUpdated")).toList();
  }

  Path file(String group, String artifact, String version, String extension) {
    return version(group, artifact, version).resolve(artifact + "-" + version + "." + extension);
  }

  private Path version(String group, String artifact, String version) {
    return folder.resolve(group.replace('.', '/')).resolve(artifact).resolve(version);
  }

  private static synchronized LocalRepository seed() {
    if (seed == null) {
      LocalRepository fresh = new LocalRepository(Folders.make(Reactor.target().resolve("seed-repository")));
      Folders.delete(fresh.folder().resolve(Reactor.GROUP.replace('.', '/')));
      fresh.install(Reactor.top().resolve("pom.xml"), null, "vmimage-parent");
      for (String module : List.of(Reactor.PLUGIN, Reactor.ARCHETYPE)) {
        fresh.install(Reactor.top().resolve(module).resolve("pom.xml"), Reactor.jar(module), module);
      }
      fresh.catalogue();
      fresh.warm();
      seed = fresh;
    }
    return seed;
  }

  private void install(Path pom, Path jar, String artifact) {
    Path version = Folders.make(version(Reactor.GROUP, artifact, Reactor.version()));
    try {
      Files.copy(pom, version.resolve(artifact + "-" + Reactor.version() + ".pom"), StandardCopyOption.REPLACE_EXISTING);
      if (jar != null) {
        Files.copy(jar, version.resolve(artifact + "-" + Reactor.version() + ".jar"), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code install} of an archetype notes, for {@code -DarchetypeCatalog=local}. */
  private void catalogue() {
    Folders.write(folder.resolve("archetype-catalog.xml"), """
        <archetype-catalog xmlns="http://maven.apache.org/plugins/maven-archetype-plugin/archetype-catalog/1.0.0">
          <archetypes>
            <archetype>
              <groupId>%s</groupId>
              <artifactId>%s</artifactId>
              <version>%s</version>
            </archetype>
          </archetypes>
        </archetype-catalog>
        """.formatted(Reactor.GROUP, Reactor.ARCHETYPE, Reactor.version()));
  }

  /** The help goal of a plugin makes Maven fetch all that the plugin consists of. */
  private void warm() {
    Path folder = Folders.make(Reactor.target().resolve("seed-project"));
    Folders.write(folder.resolve("pom.xml"), GuestlessProject.pom("com.example", "seed", "1-SNAPSHOT", ""));
    Path home = Folders.make(folder.resolve("home"));
    new Maven(folder, this, home, Reactor.target().resolve("logs").resolve("seed.log"))
        .run("vmimage:help", "install:help", "deploy:help", "clean:help", "release:help",
            "org.apache.maven.plugins:maven-archetype-plugin:" + Reactor.archetypePluginVersion() + ":help")
        .succeeded();
  }
}
