package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * An image project in a folder.
 *
 * @param folder where its POM lies
 * @param group its groupId
 * @param artifact its artifactId
 * @param version its version
 * @param home folder of the home that Git and Maven have in this test
 */
record ImageProject(Path folder, String group, String artifact, String version, Path home) {

  Git git() {
    return new Git(folder, home);
  }

  /** Makes the folder a Git repository with one commit. */
  ImageProject committed() {
    git().init().commit("Start " + artifact);
    return this;
  }

  /** The same, stamped with the tag of its version. */
  ImageProject tagged() {
    committed().git().tag(tagName());
    return this;
  }

  String tagName() {
    return "release-" + version;
  }

  String commitId() {
    return git().run("rev-parse", "HEAD");
  }

  ImageProject write(String file, String content) {
    Folders.write(folder.resolve(file), content);
    return this;
  }

  ImageProject edit(String file, UnaryOperator<String> change) {
    String before = Folders.read(folder.resolve(file));
    String after = change.apply(before);
    assertThat(after).as("edit of %s", file).isNotEqualTo(before);
    return write(file, after);
  }

  /** The same project at another version. */
  ImageProject at(String other) {
    return new ImageProject(folder, group, artifact, other, home);
  }

  String coordinates() {
    return group + ":" + artifact + ":" + version;
  }

  /** Where the plugin works. */
  Path work() {
    return folder.resolve("target/vmimage");
  }

  JsonNode installedManifest(LocalRepository repository) {
    return Json.read(repository.file(group, artifact, version, "json"));
  }
}
