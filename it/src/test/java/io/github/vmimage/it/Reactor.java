package io.github.vmimage.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** What is under test and where the tests may write, as the build says. */
final class Reactor {
  static final String GROUP = "io.github.vmimage";
  static final String PLUGIN = "vmimage-maven-plugin";
  static final String ARCHETYPE = "vmimage-archetype";

  private Reactor() {}

  /** The folder with the reactor's POM, quickstart and verify. */
  static Path top() {
    return Path.of(property("vmimage.it.reactor")).toAbsolutePath().normalize();
  }

  static Path target() {
    return Path.of(property("vmimage.it.target")).toAbsolutePath().normalize();
  }

  static String version() {
    return property("vmimage.it.version");
  }

  static String archetypePluginVersion() {
    return property("vmimage.it.archetypePlugin");
  }

  static Path mavenHome() {
    return Path.of(property("vmimage.it.maven"));
  }

  /** A Maven that the build unpacked, by {@code oldest}, {@code newest3} or {@code next}. */
  static Path mavenHome(String which) {
    return Path.of(property("vmimage.it.mavens")).resolve("apache-maven-" + property("vmimage.it.maven." + which));
  }

  /** The plugin's coordinates with a goal, as a user without a POM types them. */
  static String goal(String name) {
    return GROUP + ":" + PLUGIN + ":" + version() + ":" + name;
  }

  /** The jar that the package phase of a module made. */
  static Path jar(String module) {
    Path jar = top().resolve(module).resolve("target").resolve(module + "-" + version() + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing. Next: mvn verify from the top of the reactor");
    }
    return jar;
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("System property " + name + " is missing. Next: mvn verify -pl it -am -Dit.test=... from the top");
    }
    return value;
  }
}
