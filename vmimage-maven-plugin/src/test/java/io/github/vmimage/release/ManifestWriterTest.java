package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestWriterTest {
  @TempDir Path folder;

  private static Manifest without(Manifest m, List<DiskImage> images) {
    return new Manifest(m.schema(), m.coordinates(), m.stamp(), m.source(), m.upstreams(), m.evidence(), m.toolchain(), images, m.guest(),
        m.seal(),
        m.tests());
  }

  @Test
  void writesNothingThatBreaksTheSchema() throws IOException {
    Path file = Files.writeString(folder.resolve("m.json"), "older");
    ProblemException refusal = catchThrowableOfType(ProblemException.class,
        () -> ManifestWriter.write(without(Samples.manifest("app"), List.of()), file));
    assertThat(refusal).hasMessage("""
        The manifest has a value that its schema does not accept
          where:    %s#/images
          seen:     an array of 0
          accepted: at least 1: The released files, at most one for each format, sorted by format.
          next:     Correct the value in the image project and build again; where it does not come from the project, \
        report it as a defect of vmimage-maven-plugin""", file);
    assertThat(refusal.isProjects()).isTrue();
    assertThat(file).hasContent("older");
    assertThat(entries()).containsExactly("m.json");
  }

  @Test
  void writesNothingThatBreaksARuleBetweenFields() {
    Manifest app = Samples.manifest("app");
    DiskImage image = app.images().get(0);
    ProblemException refusal = catchThrowableOfType(ProblemException.class,
        () -> ManifestWriter.write(without(app, List.of(image, image)), folder.resolve("m.json")));
    assertThat(refusal).hasMessageContaining("The manifest names one thing twice");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void writesNothingForASchemaOfAnotherVersion() {
    Manifest app = Samples.manifest("app");
    Manifest other = new Manifest("vm-image-manifest/1.1", app.coordinates(), app.stamp(), app.source(), app.upstreams(), app.evidence(),
        app.toolchain(),
        app.images(), app.guest(), app.seal(), app.tests());
    assertThat(catchThrowableOfType(ProblemException.class, () -> ManifestWriter.bytes(other, "m")))
        .hasMessageContaining("vm-image-manifest/1.1");
  }

  @Test
  void saysThatTheFolderCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "").resolve("m.json");
    ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> ManifestWriter.write(Samples.manifest("app"), file));
    assertThat(refusal).hasMessageContaining("The manifest cannot be written").hasMessageContaining("where:    " + file);
    assertThat(refusal.isProjects()).isFalse();
  }

  @Test
  void leavesNothingBehindWhereTheTargetIsAFolder() throws IOException {
    Path target = Files.createDirectories(folder.resolve("m.json/full")).getParent();
    ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> ManifestWriter.write(Samples.manifest("app"), target));
    assertThat(refusal).hasMessageContaining("The manifest cannot be written");
    assertThat(entries()).containsExactly("m.json");
  }

  @Test
  void writesOneWholeManifestWhenManyWriteAtOnce() throws IOException {
    Path file = folder.resolve("m.json");
    IntStream.range(0, 40).parallel().forEach(i -> ManifestWriter.write(Samples.manifest(i % 2 == 0 ? "app" : "base"), file));
    assertThat(ManifestReader.read(file).manifest()).isIn(Samples.manifest("app"), Samples.manifest("base"));
    assertThat(entries()).containsExactly("m.json");
  }

  @Test
  void sortsWhatHasNoOrderOfItsOwn() {
    Manifest app = Samples.manifest("app");
    assertThat(new Manifest(app.schema(), app.coordinates(), app.stamp(), app.source(), app.upstreams(), app.evidence(),
        new TreeMap<>(app.toolchain()),
        reversed(app.images()), new Manifest.Guest("debian", "12", reversed(app.guest().packages())),
        new Manifest.Seal(reversed(app.seal().rules())), reversed(app.tests()))).isEqualTo(app);
  }

  private static <T> List<T> reversed(List<T> list) {
    return IntStream.range(0, list.size()).mapToObj(i -> list.get(list.size() - 1 - i)).toList();
  }

  private List<String> entries() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
