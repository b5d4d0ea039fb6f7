package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleasedImageCheckTest {
  private static final Coordinates ASKED = new Coordinates("com.example.images", "app-image", "0.1.0");
  // More than two buffers of the digest, and not a whole number of them.
  private static final int SIZE = (2 << 20) + 17;

  @TempDir Path folder;

  private Path manifest;
  private Path disk;
  private byte[] bytes;

  @BeforeEach
  void release() throws IOException {
    bytes = new byte[SIZE];
    new Random(7).nextBytes(bytes);
    disk = Files.write(folder.resolve("named-by-the-repository.bin"), bytes);
    manifest = folder.resolve("m.json");
    FileDigest digests = FileDigest.of(disk);
    write(digests.sha256(), digests.sha512());
  }

  private void write(String sha256, String sha512) {
    Manifest app = Samples.manifest("app");
    DiskImage old = app.images().get(1);
    DiskImage image = new DiskImage(old.format(), old.file(), SIZE, sha256, sha512, old.virtualSize(), old.contentDigest());
    ManifestWriter.write(new Manifest(app.schema(), app.coordinates(), app.stamp(), app.source(), app.upstreams(), app.evidence(),
        app.toolchain(),
        List.of(app.images().get(0), image), app.guest(), app.seal(), app.tests()), manifest);
  }

  private ProblemException refusal(Coordinates asked, String format) {
    ProblemException refusal = catchThrowableOfType(ProblemException.class,
        () -> ReleasedImageCheck.check(manifest, disk, asked, format));
    assertThat(refusal).as("refused").isNotNull();
    return refusal;
  }

  @Test
  void findsTheReleaseWhole() throws IOException {
    CheckedRelease release = ReleasedImageCheck.check(manifest, disk, ASKED, "qcow2");
    assertThat(release.manifest()).isEqualTo(ManifestReader.read(manifest).manifest());
    assertThat(release.manifestSha256()).isEqualTo(FileDigest.of(manifest).sha256());
    assertThat(release.image().format()).isEqualTo("qcow2");
    assertThat(release.disk()).isEqualTo(disk.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, (1 << 20) - 1, 1 << 20, SIZE - 1})
  void refusesOneChangedByte(int at) throws IOException {
    bytes[at] ^= 1;
    Files.write(disk, bytes);
    ProblemException refusal = refusal(ASKED, "qcow2");
    assertThat(refusal.problems()).extracting(Problem::what).containsExactly(
        "The disk is not the one that was released: its SHA-256 differs", "The disk is not the one that was released: its SHA-512 differs");
    assertThat(refusal.problems()).allSatisfy(problem -> {
      assertThat(problem.where()).isEqualTo(disk.toString());
      assertThat(problem.seen()).isNotEqualTo(problem.accepted());
      assertThat(problem.next()).startsWith("Delete these files and resolve " + ASKED + " again with mvn -U")
          .endsWith("\n" + disk + "\n" + manifest);
    });
  }

  @Test
  void refusesADiskOfWhichOnlyOneDigestFits() throws IOException {
    FileDigest digests = FileDigest.of(disk);
    write("0".repeat(64), digests.sha512());
    assertThat(refusal(ASKED, "qcow2").problems()).extracting(Problem::what).containsExactly(
        "The disk is not the one that was released: its SHA-256 differs");
    write(digests.sha256(), "0".repeat(128));
    assertThat(refusal(ASKED, "qcow2").problems()).extracting(Problem::what).containsExactly(
        "The disk is not the one that was released: its SHA-512 differs");
  }

  @Test
  void refusesADiskCutShort() throws IOException {
    Files.write(disk, java.util.Arrays.copyOf(bytes, SIZE - 1));
    assertThat(refusal(ASKED, "qcow2")).hasMessage("""
        The disk is not the one that was released: its size differs
          where:    %1$s
          seen:     2097168 bytes
          accepted: 2097169 bytes
          next:     Delete these files and resolve %3$s again with mvn -U; if it stays so, this release is broken: use another version
                    %1$s
                    %2$s""",
        disk, manifest, ASKED);
  }

  @Test
  void refusesADiskThatGrew() throws IOException {
    Files.write(disk, new byte[1], StandardOpenOption.APPEND);
    assertThat(refusal(ASKED, "qcow2")).hasMessageContaining("its size differs");
  }

  @Test
  void refusesADiskThatIsNotThere() throws IOException {
    Files.delete(disk);
    ProblemException refusal = refusal(ASKED, "qcow2");
    assertThat(refusal).hasMessageContaining("The disk is not there").hasMessageContaining("seen:     no such file")
        .hasMessageContaining("accepted: the qcow2 file of the release, 2097169 bytes");
    assertThat(refusal.isProjects()).isFalse();
    Files.createDirectory(disk);
    assertThat(refusal(ASKED, "qcow2")).hasMessageContaining("seen:     not a regular file");
  }

  @ParameterizedTest
  @CsvSource({"com.example.other,app-image,0.1.0", "com.example.images,base-image,0.1.0", "com.example.images,app-image,0.1.1"})
  void refusesTheManifestOfAnotherImage(String groupId, String artifactId, String version) {
    Coordinates asked = new Coordinates(groupId, artifactId, version);
    assertThat(refusal(asked, "qcow2")).hasMessageContaining("The manifest is that of another image")
        .hasMessageContaining("where:    " + manifest + "#/coordinates")
        .hasMessageContaining("seen:     com.example.images:app-image:0.1.0")
        .hasMessageContaining("accepted: " + asked);
  }

  @Test
  void refusesAFormatThatWasNotReleased() {
    assertThat(refusal(ASKED, "vhd")).hasMessageContaining("The release has no disk of this format")
        .hasMessageContaining("accepted: ova, qcow2");
  }

  @Test
  void refusesABrokenManifestBeforeItReadsTheDisk() throws IOException {
    Files.writeString(manifest, "{}");
    Files.delete(disk);
    assertThat(refusal(ASKED, "qcow2")).hasMessageContaining("The manifest lacks a field");
  }

  @Test
  void takesCoordinatesApart() {
    assertThat(Coordinates.of(" com.example.images:app-image:0.1.0 ")).isEqualTo(ASKED).hasToString("com.example.images:app-image:0.1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "app-image", "g:a", "g:a:", "g::v", "g:a:json:v", "::"})
  void refusesOtherThanThreeCoordinates(String text) {
    ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> Coordinates.of(text));
    assertThat(refusal).hasMessageContaining("These are not the coordinates of an image")
        .hasMessageContaining("accepted: groupId:artifactId:version");
  }

  @Test
  void digestsAsTheStandardSays() throws IOException {
    // The digests of "abc" in FIPS 180-2, appendices B and C.
    assertThat(FileDigest.of(Files.writeString(folder.resolve("abc"), "abc"))).isEqualTo(new FileDigest(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f", 3));
  }
}
