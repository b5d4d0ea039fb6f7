package io.github.vmimage.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A small image project whose template copies its upstream with Packer's own {@code file} builder: the whole line with a real Packer,
 * and no boot. The upstream is a {@link PreparedDisk}, which cannot know the commit; that one rule is waived.
 */
final class GuestlessProject {
  static final String GROUP = "com.example.images";
  static final String HCL = "src/main/packer/disk.pkr.hcl";
  static final String JSON = "src/main/packer/disk.json";

  private static final String NO_COMMIT_RULE = "stamp-release";
  private static final String NO_COMMIT_REASON = "The disk was prepared before there was a commit.";
  /** The waiver that an image on a prepared disk needs. */
  static final String NO_COMMIT = waiver(NO_COMMIT_RULE, NO_COMMIT_REASON);

  /** Why no clone of a prepared disk is booted; lint and test warn of it. */
  static final String NO_BOOT = "The disk holds files only: no kernel and no boot loader.";
  static final String NOT_TESTED = "<notTested>" + NO_BOOT + "</notTested>";

  /** Where the package of the distribution installs the keys of its archive. */
  private static final String KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg";

  private static final String HCL_TEMPLATE = """
      variable "upstream" {
        type = string
      }

      variable "image_name" {
        type = string
      }

      variable "output_directory" {
        type = string
      }

      source "file" "disk" {
        source = var.upstream
        target = "${var.output_directory}/${var.image_name}.qcow2"
      }

      build {
        sources = ["source.file.disk"]
      }
      """;

  private static final String JSON_TEMPLATE = """
      {
        "variables": {
          "upstream": null,
          "image_name": null,
          "output_directory": null
        },
        "builders": [
          {
            "type": "file",
            "name": "disk",
            "source": "{{user `upstream`}}",
            "target": "{{user `output_directory`}}/{{user `image_name`}}.qcow2"
          }
        ]
      }
      """;

  private final Path folder;
  private final Path home;
  private final String artifact;
  private final Map<String, String> waivers = new TreeMap<>(Map.of(NO_COMMIT_RULE, NO_COMMIT_REASON));
  private String version = "1.0.0";
  private String upstream = "";
  private String configuration = "";
  private String dependencies = "";
  private boolean booted;

  private GuestlessProject(Path folder, Path home, String artifact) {
    this.folder = folder;
    this.home = home;
    this.artifact = artifact;
  }

  /** Starts a project at version 1.0.0, in a folder named as its artifactId. */
  static GuestlessProject in(Bench bench, String artifact) {
    return at(bench.folder(artifact), bench, artifact);
  }

  static GuestlessProject at(Path folder, Bench bench, String artifact) {
    return new GuestlessProject(folder, bench.home(), artifact);
  }

  /** A project at 1.0.0 on a disk that is sealed and stamped as its release must be. */
  static GuestlessProject sealed(Bench bench, String artifact) {
    return in(bench, artifact).on(PreparedDisk.ofRelease(artifact, "1.0.0").in(bench.folder("disks")));
  }

  GuestlessProject version(String wanted) {
    version = wanted;
    return this;
  }

  /** Takes a disk as the upstream, with its right digest. */
  GuestlessProject on(Path disk) {
    return on(disk.toUri().toString(), "<sha256>" + Digests.of("SHA-256", disk) + "</sha256>");
  }

  GuestlessProject on(String url, String digestElement) {
    return upstream("<url>" + url + "</url>" + digestElement);
  }

  /** Says what is inside the one {@code <upstream>} element. */
  GuestlessProject upstream(String elements) {
    upstream = "<upstreams><upstream><id>disk</id>" + elements + "</upstream></upstreams>";
    return this;
  }

  /** Bootstraps its upstream from the signed archive of this machine's distribution, as the scaffolded base image does. */
  GuestlessProject onOwnDistribution() {
    return upstream("<debianArchive><suite>" + Scaffold.suite() + "</suite><keyring>" + KEYS + "</keyring></debianArchive>")
        .copyingAnUnsealedDisk();
  }

  /** What a disk lacks that no guest has stamped and sealed. */
  GuestlessProject copyingAnUnsealedDisk() {
    List.of("stamp-release", "stamp-os-release", "hostname")
        .forEach(r -> waiving(r, "A plain copy of its upstream, to show that it is found."));
    return this;
  }

  /** Resolves its upstream from a repository. */
  GuestlessProject from(FileRepository repository) {
    dependencies += "<repositories><repository><id>images</id><url>" + repository.url() + "</url></repository></repositories>";
    return this;
  }

  /** Builds on the release of another module, which Maven therefore builds first. */
  GuestlessProject builtOn(ImageProject other) {
    return builtOn(other, "");
  }

  /** The same, with more inside the {@code <upstream>}. */
  GuestlessProject builtOn(ImageProject other, String elements) {
    dependencies = """
        <dependencies>
          <dependency>
            <groupId>%s</groupId>
            <artifactId>%s</artifactId>
            <version>%s</version>
            <type>vm-image</type>
          </dependency>
        </dependencies>
        """.formatted(other.group(), other.artifact(), other.version());
    return upstream("<artifact>" + other.coordinates() + "</artifact>" + elements)
        // The file builder copies the other image, so this one carries its stamp.
        .waiving("stamp-os-release", "A plain copy of the image below, to show that it is found.");
  }

  GuestlessProject waiving(String rule, String reason) {
    waivers.put(rule, reason);
    return this;
  }

  /** Holds the image against every rule. */
  GuestlessProject waivingNothing() {
    waivers.clear();
    return this;
  }

  /** Has its disk booted, whatever comes of it. */
  GuestlessProject booted() {
    booted = true;
    return this;
  }

  GuestlessProject configured(String elements) {
    configuration += elements;
    return this;
  }

  ImageProject withHcl() {
    return create(HCL, HCL_TEMPLATE);
  }

  /** Uses a template of the test's own. */
  ImageProject with(String hcl) {
    return create(HCL, hcl);
  }

  ImageProject withJson() {
    configuration += "<template>" + JSON + "</template>";
    return create(JSON, JSON_TEMPLATE);
  }

  private ImageProject create(String template, String content) {
    String all = waivers.entrySet().stream().map(w -> waiver(w.getKey(), w.getValue())).collect(Collectors.joining());
    String allWaivers = all.isEmpty() ? "" : "<waivers>" + all + "</waivers>";
    ImageProject project = new ImageProject(folder, GROUP, artifact, version, home);
    return project.write("pom.xml", pom(GROUP, artifact, version, upstream + (booted ? "" : NOT_TESTED) + configuration
        + allWaivers).replace("  <build>",
        dependencies + "  <build>"))
        .write(".gitignore", "target/\n").write(template, content);
  }

  private static String waiver(String rule, String reason) {
    return "<waiver><rule>" + rule + "</rule><reason>" + reason + "</reason></waiver>";
  }

  /** A POM with the plugin and its configuration. */
  static String pom(String group, String artifact, String version, String configuration) {
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
          <packaging>vm-image</packaging>
          <build>
            <plugins>
        %s
            </plugins>
          </build>
        </project>
        """.formatted(group, artifact, version, plugin(configuration).indent(6).stripTrailing());
  }

  /** The plugin element of a POM. */
  static String plugin(String configuration) {
    return """
        <plugin>
          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
          <extensions>true</extensions>
          <configuration>%s</configuration>
        </plugin>
        """.formatted(Reactor.GROUP, Reactor.PLUGIN, Reactor.version(), configuration);
  }
}
