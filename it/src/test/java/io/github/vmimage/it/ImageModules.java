package io.github.vmimage.it;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A reactor of image modules in one Git repository. */
final class ImageModules {

  /** The plugin, so that its prefix is known, and those of a {@code pom} module, at versions that know {@code id::url}. */
  static final String MANAGED = """
      <pluginManagement>
        <plugins>
          <plugin>
            <groupId>io.github.vmimage</groupId>
            <artifactId>vmimage-maven-plugin</artifactId>
            <version>%s</version>
          </plugin>
          <plugin>
            <groupId>org.apache.maven.plugins</groupId>
            <artifactId>maven-install-plugin</artifactId>
            <version>3.1.4</version>
          </plugin>
          <plugin>
            <groupId>org.apache.maven.plugins</groupId>
            <artifactId>maven-deploy-plugin</artifactId>
            <version>3.1.4</version>
          </plugin>
        </plugins>
      </pluginManagement>
      """;

  private ImageModules() {}

  static ImageProject of(Path folder, Bench bench, String... modules) {
    String listed = Stream.of(modules).map(m -> "<module>" + m + "</module>").collect(Collectors.joining("\n    "));
    return new ImageProject(folder, GuestlessProject.GROUP, "images", "1.0.0", bench.home())
        .write(".gitignore", "target/\n").write("pom.xml", """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>%s</groupId>
          <artifactId>images</artifactId>
          <version>1.0.0</version>
          <packaging>pom</packaging>
          <modules>
            %s
          </modules>
          <build>
        %s
          </build>
        </project>
        """.formatted(GuestlessProject.GROUP, listed, MANAGED.formatted(Reactor.version())));
  }
}
