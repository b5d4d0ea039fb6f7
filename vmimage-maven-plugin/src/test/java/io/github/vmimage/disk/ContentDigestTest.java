package io.github.vmimage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentDigestTest {
  @TempDir
  Path dir;
  private Path tree;

  @BeforeEach
  void makeATree() throws IOException {
    tree = Files.createDirectories(dir.resolve("tree"));
    Files.createDirectories(tree.resolve("b/c"));
    Files.writeString(tree.resolve("b/c/file"), "content");
    Files.writeString(tree.resolve("b-"), "");
    Files.createSymbolicLink(tree.resolve("link"), Path.of("b/no where"));
    TestDisk.shell("sh", "-c", "cd " + tree + " && printf x >\"$(printf 'a\\nb')\" && printf y >\"$(printf 'z\\377\\303\\244')\""
        + " && ln -s \"$(printf '/\\377')\" odd && mkfifo pipe && chmod 4711 b- && chmod 644 a* z* b/c/file && chmod 755 . b b/c");
  }

  private String listing(Path root) throws IOException {
    Path listing = dir.resolve("out/listing");
    ContentDigest.of(root, listing);
    return Files.readString(listing);
  }

  @Test
  void listsAllSortedByTheBytesOfThePath() throws IOException {
    int uid = (int) Files.getAttribute(tree, "unix:uid");
    int gid = (int) Files.getAttribute(tree, "unix:gid");
    String id = " " + uid + " " + gid + " ";
    String content = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73";
    assertThat(listing(tree).lines().map(l -> l.replace(id, " ID "))).containsExactly(
        "vmimage-content-1",
        "d 0755 ID - - /",
        "f 0644 ID 1 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 /a\\012b",
        "d 0755 ID - - /b",
        "f 4711 ID 0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 /b-",
        "d 0755 ID - - /b/c",
        "f 0644 ID 7 " + content + " /b/c/file",
        "l 0777 ID - b/no\\040where /link",
        "l 0777 ID - /\\377 /odd",
        "p " + PosixMode.of(tree.resolve("pipe")) + " ID - - /pipe",
        "f 0644 ID 1 a1fce4363854ff888cff4b8e7875d600c2682390412a8cf79b37d0b11148b0fa /z\\377\\303\\244");
    ContentDigest digest = ContentDigest.of(tree, null);
    assertThat(digest.entries()).isEqualTo(10);
    assertThat(digest.bytes()).isEqualTo(9);
    assertThat(digest.sha256()).isEqualTo(FileDigest.of(dir.resolve("out/listing")).sha256());
  }

  @Test
  void isTheSameWithOtherTimesAndInACopyOnAnotherFileSystem() throws IOException {
    ContentDigest first = ContentDigest.of(tree, null);
    Files.setLastModifiedTime(tree.resolve("b/c/file"), FileTime.fromMillis(0));
    assertThat(ContentDigest.of(tree, null)).isEqualTo(first);
    Files.createDirectories(tree.resolve("etc"));
    Files.writeString(tree.resolve("etc/fstab"), "");
    Files.createDirectory(tree.resolve("lost+found"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path disk = TestDisk.partitioned(dir.resolve("disk"), tree, "gpt");
    try (OpenDisk raw = OpenDisk.open(disk, dir.resolve("s"), TestDisk.PROCESSES);
        OpenDisk qcow2 = OpenDisk.open(TestDisk.convert(disk, "qcow2"), dir.resolve("s"), TestDisk.PROCESSES)) {
      assertThat(listing(raw.root())).isEqualTo(listing(tree));
      assertThat(ContentDigest.of(qcow2.root(), null)).isEqualTo(ContentDigest.of(tree, null));
    }
  }

  @Test
  void changesWithOneByteOneModeAndOneLink() throws IOException {
    String first = ContentDigest.of(tree, null).sha256();
    Files.writeString(tree.resolve("b/c/file"), "Content");
    String second = ContentDigest.of(tree, null).sha256();
    Files.setPosixFilePermissions(tree.resolve("b/c/file"), PosixFilePermissions.fromString("rw-------"));
    String third = ContentDigest.of(tree, null).sha256();
    Files.delete(tree.resolve("link"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("b/nowhere"));
    assertThat(java.util.Set.of(first, second, third, ContentDigest.of(tree, null).sha256())).hasSize(4);
  }

  @Test
  void refusesASparseFileLargerThanItsFileSystem() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(tree.resolve("huge").toFile(), "rw")) {
      huge.setLength(10L << 40);
    }
    assertThatThrownBy(() -> ContentDigest.of(tree, null)).isInstanceOf(ProblemException.class)
        .hasMessageContaining("10995116277760 bytes");
  }

  @Test
  void isJson() throws IOException {
    assertThat(new ObjectMapper().writeValueAsString(new ContentDigest("ab", 1, 2)))
        .isEqualTo("{\"sha256\":\"ab\",\"entries\":1,\"bytes\":2}");
  }

  private static final class PosixMode {
    static String of(Path path) throws IOException {
      return String.format("%04o", (int) Files.getAttribute(path, "unix:mode") & 07777);
    }
  }
}
