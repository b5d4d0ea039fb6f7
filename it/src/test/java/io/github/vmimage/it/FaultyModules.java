package io.github.vmimage.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A reactor of image modules in one Git repository, each with one fault: one start of Maven shows them all. */
final class FaultyModules {
  private final Bench bench;
  private final Path top;
  private final List<String> names = new ArrayList<>();
  private String more = "";

  FaultyModules(Bench bench, String name) {
    this.bench = bench;
    this.top = bench.folder(name);
  }

  /** Starts a module; it is to be completed with {@code withHcl} or {@code withJson}. */
  GuestlessProject module(String name) {
    names.add(name);
    return GuestlessProject.at(top.resolve(name), bench, name);
  }

  /** A module on a disk that is right, whose HCL template is changed. */
  ImageProject template(String name, Path disk, UnaryOperator<String> change) {
    return module(name).on(disk).withHcl().edit(GuestlessProject.HCL, change);
  }

  /** Adds to the POM that all modules are called from, which they do not inherit. */
  FaultyModules with(String elements) {
    more = elements;
    return this;
  }

  /** Commits and tags all. */
  Path tagged() {
    String modules = names.stream().map(n -> "<module>" + n + "</module>").collect(Collectors.joining("\n    "));
    new ImageProject(top, GuestlessProject.GROUP, "faults", FaultyRun.VERSION, bench.home()).write(".gitignore", "target/\n")
        .write("pom.xml", """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>%s</groupId>
          <artifactId>faults</artifactId>
          <version>%s</version>
          <packaging>pom</packaging>
          <modules>
            %s
          </modules>
          %s
          <build>
        %s
          </build>
        </project>
        """.formatted(GuestlessProject.GROUP, FaultyRun.VERSION, modules, more, ImageModules.MANAGED.formatted(Reactor.version())))
        .tagged();
    return top;
  }
}
