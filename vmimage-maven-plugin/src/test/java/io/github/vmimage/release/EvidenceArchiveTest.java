package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceArchiveTest {
  @TempDir
  Path folder;

  @Test
  void readsWhatItWroteAndTheSameFilesGiveTheSameBytes() throws IOException {
    Map<EvidenceFile, Path> files = new LinkedHashMap<>();
    EvidenceFile keys = file(files, EvidenceFile.KEYRING, "keys");
    EvidenceFile list = file(files, "SHA256SUMS", "a list ".repeat(10_000));
    Path archive = folder.resolve("new/a-evidence.zip");
    EvidenceArchive.write(files, archive);
    Map<String, byte[]> read = EvidenceArchive.read(archive, List.of(keys, list));
    assertThat(read).containsOnlyKeys(keys.sha256(), list.sha256());
    assertThat(read.get(keys.sha256())).asString().isEqualTo("keys");
    assertThat(Files.size(archive)).isLessThan(5_000);

    Map<EvidenceFile, Path> otherOrder = new LinkedHashMap<>();
    otherOrder.put(list, files.get(list));
    otherOrder.put(keys, files.get(keys));
    for (Path file : files.values()) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }
    Path again = folder.resolve("again.zip");
    EvidenceArchive.write(otherOrder, again);
    assertThat(again).hasSameBinaryContentAs(archive);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void givesNothingThatIsNotWhatTheManifestSays() throws IOException {
    EvidenceFile told = new EvidenceFile("list", FileDigest.sha256("told".getBytes(StandardCharsets.UTF_8)), 4);
    Path archive = folder.resolve("foreign.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry(told.sha256() + "/list"));
      zip.write("fake".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("../../outside"));
      zip.write("told".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(EvidenceArchive.read(archive, List.of(told))).isEmpty();
    assertThat(EvidenceArchive.read(archive, List.of(new EvidenceFile("absent", told.sha256(), 4)))).isEmpty();
    assertThat(folder).isDirectoryContaining("glob:**foreign.zip").isDirectoryNotContaining("glob:**outside");
  }

  @Test
  void readsNoMoreThanTheManifestSaysOfABomb() throws IOException {
    byte[] zeros = new byte[1 << 20];
    EvidenceFile told = new EvidenceFile("bomb", FileDigest.sha256(zeros), 10);
    Path archive = folder.resolve("bomb.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry(told.sha256() + "/bomb"));
      for (int i = 0; i < 512; i++) {
        zip.write(zeros);
      }
    }
    assertThat(Files.size(archive)).isLessThan(1 << 20);
    assertThat(EvidenceArchive.read(archive, List.of(told))).isEmpty();
  }

  @Test
  void refusesWhatIsNoArchiveAndAFileThatChanged() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.zip"), "no zip");
    assertThatThrownBy(() -> EvidenceArchive.read(broken, List.of())).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The evidence of a release cannot be read\n  where:    " + broken);
    Map<EvidenceFile, Path> files = new LinkedHashMap<>();
    EvidenceFile list = file(files, "list", "before");
    Files.writeString(files.get(list), "behind");
    assertThatThrownBy(() -> EvidenceArchive.write(files, folder.resolve("a.zip"))).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("A file of evidence changed while the image was built");
    assertThat(folder.resolve("a.zip")).doesNotExist();
  }

  private EvidenceFile file(Map<EvidenceFile, Path> files, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    EvidenceFile file = new EvidenceFile(name, FileDigest.sha256(bytes), bytes.length);
    files.put(file, Files.write(folder.resolve(name), bytes));
    return file;
  }
}
