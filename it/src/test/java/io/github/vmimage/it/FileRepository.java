package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Maven repository in a folder, which tests deploy to.
 *
 * @param folder need not exist
 */
record FileRepository(Path folder) {

  String url() {
    return folder.toUri().toString().replaceFirst("^file:/(?!/)", "file:///");
  }

  /** The argument that makes Maven deploy here. */
  String asTarget() {
    return "-DaltDeploymentRepository=it::" + url();
  }

  /** The argument that makes {@code vmimage:resolve} look here. */
  String asSource() {
    return "-DremoteRepositories=it::" + url();
  }

  List<String> files() {
    return Folders.files(folder);
  }

  Path file(ImageProject project, String extension) {
    return folder.resolve(project.group().replace('.', '/')).resolve(project.artifact()).resolve(project.version())
        .resolve(project.artifact() + "-" + project.version() + "." + extension);
  }

  Path evidence(ImageProject project) {
    Path manifest = file(project, "json");
    return manifest.resolveSibling(manifest.getFileName().toString().replaceFirst("[.]json$", "-evidence.zip"));
  }

  JsonNode manifest(ImageProject project) {
    return Json.read(file(project, "json"));
  }

  /** Asserts that a release is here whole: POM, manifest and disk, each with the checksums of its own bytes. */
  FileRepository holdsRelease(ImageProject project) {
    for (String extension : List.of("pom", "json", "qcow2")) {
      Path file = file(project, extension);
      assertThat(file).isNotEmptyFile();
      assertThat(Path.of(file + ".sha1")).content().startsWith(Digests.of("SHA-1", file));
      assertThat(Path.of(file + ".md5")).content().startsWith(Digests.of("MD5", file));
    }
    JsonNode image = manifest(project).at("/images/0");
    assertThat(image.at("/sha256").asText()).isEqualTo(Digests.of("SHA-256", file(project, "qcow2")));
    assertThat(image.at("/size").asLong()).isEqualTo(size(file(project, "qcow2")));
    return this;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
