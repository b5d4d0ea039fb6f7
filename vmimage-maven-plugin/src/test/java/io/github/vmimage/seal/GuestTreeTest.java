package io.github.vmimage.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.vmimage.seal.GuestEntry.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestTreeTest {

  @TempDir
  Path temp;
  private Path root;
  private GuestTree tree;

  @BeforeEach
  void makeTree() throws IOException {
    root = Files.createDirectories(temp.resolve("root"));
    Files.writeString(temp.resolve("secret"), "of this machine");
    tree = new GuestTree(root);
  }

  private void file(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  private void link(String path, String target) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.createSymbolicLink(root.resolve(path), Path.of(target));
  }

  private List<String> paths(List<GuestEntry> entries) {
    return entries.stream().map(GuestEntry::path).toList();
  }

  private List<String> troubles() {
    return tree.takeTroubles().stream().map(v -> v.path() + ": " + v.seen()).toList();
  }

  @Test
  void neverLeavesTheTree() throws IOException {
    link("up", "../secret");
    link("far-up", "../../../../../../.." + temp + "/secret");
    link("absolute", temp + "/secret");
    link("folder", "..");
    for (String path : List.of("/up", "/far-up", "/absolute", "/folder/secret", "/../secret", "/folder/../../secret")) {
      assertThat(tree.follow(path).kind()).as(path).isEqualTo(Kind.ABSENT);
      assertThat(tree.read(path)).as(path).isEmpty();
    }
    assertThat(paths(tree.glob("/folder/*"))).containsExactly("/folder/absolute", "/folder/far-up", "/folder/folder", "/folder/up");
    assertThat(troubles()).isEmpty();
  }

  @Test
  void resolvesLinksAsTheGuestWould() throws IOException {
    file("usr/lib/real", "found");
    link("lib", "usr/lib");
    link("etc/one", "/lib/../lib/./real");
    link("etc/two", "one");
    assertThat(tree.read("/etc/two")).isEqualTo("found");
    assertThat(tree.at("/etc/two").kind()).isEqualTo(Kind.LINK);
    assertThat(tree.follow("/etc/two").host()).isEqualTo(root.toRealPath().resolve("usr/lib/real"));
    assertThat(tree.at("/lib/real").isFilledFile()).isTrue();
    assertThat(paths(tree.glob("/lib/*"))).containsExactly("/lib/real");
    assertThat(paths(tree.glob("/e*/*w*"))).containsExactly("/etc/two");
    assertThat(tree.glob("/usr/lib/real/x")).isEmpty();
    assertThat(tree.at("/usr/lib/real/x").kind()).isEqualTo(Kind.ABSENT);
    assertThat(tree.at("/no/../usr/lib/real").kind()).isEqualTo(Kind.ABSENT);
  }

  @Test
  void followsFortyLinksAndNotOneMore() throws IOException {
    file("link0", "end");
    for (int n = 1; n <= 41; n++) {
      link("link" + n, "link" + (n - 1));
    }
    assertThat(tree.read("/link40")).isEqualTo("end");
    assertThat(troubles()).isEmpty();
    assertThat(tree.read("/link41")).isEmpty();
    assertThat(troubles()).containsExactly("/link41: symbolic links that lead to more than 40 others");
  }

  @Test
  void endsInALoopOfLinks() throws IOException {
    link("a/b", "../a/c");
    link("a/c", "/a/b");
    link("a/self", ".");
    assertThat(tree.follow("/a/b/x").kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(troubles()).containsExactly("/a/b/x: symbolic links that lead to more than 40 others");
    assertThat(paths(tree.walk("/a"))).containsExactly("/a/b", "/a/c", "/a/self");
    assertThat(troubles()).isEmpty();
  }

  @Test
  void opensNeitherPipesNorFolders() throws Exception {
    Files.createDirectories(root.resolve("folder"));
    assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).inheritIO().start().waitFor()).isZero();
    link("to-pipe", "pipe");
    assertThat(tree.read("/pipe") + tree.read("/to-pipe") + tree.read("/folder")).isEmpty();
    assertThat(tree.list(tree.at("/pipe"))).isEmpty();
    assertThat(troubles()).containsExactly("/pipe: a device, socket or pipe where a file is expected",
        "/to-pipe: a device, socket or pipe where a file is expected", "/folder: a folder where a file is expected",
        "/pipe: a device, socket or pipe where a folder is expected");
  }

  @Test
  void readsTheBeginningOfAHugeFileAndSaysSo() throws IOException {
    try (var huge = Files.newByteChannel(root.resolve("huge"), java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.WRITE)) {
      huge.position(1L << 33).write(java.nio.ByteBuffer.wrap(new byte[1]));
    }
    file("fits", "x".repeat(GuestFiles.MAX_FILE));
    assertThat(tree.read("/fits")).hasSize(GuestFiles.MAX_FILE);
    assertThat(troubles()).isEmpty();
    assertThat(tree.read("/huge")).hasSize(GuestFiles.MAX_FILE);
    assertThat(troubles()).containsExactly("/huge: only the first 1048576 of its bytes were looked at");
    assertThat(tree.at("/huge").describe()).isEqualTo("a file of 8589934593 bytes");
  }

  @Test
  void takesNamesOfAnyBytes() throws IOException {
    Files.createDirectories(root.resolve("d"));
    Files.writeString(Path.of(URI.create(root.resolve("d").toUri() + "%FF%0A%C3%28")), "bytes");
    file("d/line\nend\u001b", "control");
    List<GuestEntry> entries = tree.list(tree.at("/d"));
    assertThat(entries).extracting(tree::read).containsExactlyInAnyOrder("bytes", "control");
    assertThat(entries).extracting(GuestEntry::size).containsExactlyInAnyOrder(5L, 7L);
    assertThat(tree.glob("/d/*\n*")).hasSize(2);
    assertThat(troubles()).isEmpty();
    assertThat(tree.follow("/home/\0").kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(troubles()).containsExactly("/home/\0: not looked at: this machine's locale cannot spell the name");
  }

  @Test
  void takesPatternsForTheirLettersAndStarsOnly() throws IOException {
    file("d/a.b", "");
    file("d/axb", "");
    file("d/.a.b\\Ec", "");
    assertThat(paths(tree.glob("/d/a.b"))).containsExactly("/d/a.b");
    assertThat(paths(tree.glob("/d/*.b"))).containsExactly("/d/a.b");
    assertThat(paths(tree.glob("/d/*.b*"))).containsExactly("/d/.a.b\\Ec", "/d/a.b");
    assertThat(paths(tree.glob("/*/a*b"))).containsExactly("/d/a.b", "/d/axb");
    assertThat(paths(tree.glob("/*"))).containsExactly("/d");
  }

  @Test
  void tellsOfAnUnreadableFolderWhereverARuleMeetsIt() throws IOException {
    // A path that is longer than the kernel takes (4,096 bytes) cannot be read even by root; it is made by moving one chain below another.
    Path upper = chain(Files.createDirectories(root.resolve("top")), 12);
    Path lower = Files.createDirectories(temp.resolve("lower"));
    chain(lower, 12);
    Path moved = Files.move(lower, upper.resolve("lower"));
    try {
      tree.walk("/top");
      List<String> first = troubles();
      assertThat(first).hasSize(1).allMatch(t -> t.endsWith(": cannot be read: File name too long"));
      tree.walk("/top");
      assertThat(troubles()).isEqualTo(first);
    } finally {
      Files.move(moved, lower);
    }
  }

  private static Path chain(Path top, int folders) throws IOException {
    Path end = top;
    for (int n = 0; n < folders; n++) {
      end = end.resolve("x".repeat(200));
    }
    return Files.createDirectories(end);
  }

  @Test
  void walksAHundredFoldersDeepAndNoFurther() throws IOException {
    Files.createDirectories(root.resolve("d/" + "d/".repeat(100) + "d"));
    assertThat(tree.walk("/d")).hasSize(100);
    assertThat(troubles()).containsExactly("/d" + "/d".repeat(100) + ": not looked at: folders are nested more than 100 deep");
  }

  @Test
  void staysWithinItsBounds() throws IOException {
    for (int n = 0; n < 9; n++) {
      file("many/" + n, "12345");
    }
    tree = new GuestTree(root, new GuestFiles(8, 10));
    assertThat(tree.walk("/many")).hasSize(8);
    assertThat(troubles()).contains("/many: not listed to its end: the audit has listed 8 names already")
        .anyMatch(t -> t.matches("/many/\\d: not looked at: the audit has looked at 8 entries already"));
    tree = new GuestTree(root, new GuestFiles(100, 10));
    assertThat(tree.read("/many/0") + tree.read("/many/1") + tree.read("/many/2")).isEqualTo("1234512345");
    assertThat(troubles()).containsExactly("/many/2: not read: the audit has read 10 bytes already");
  }

  @Test
  void forgetsTroublesOnceTaken() throws IOException {
    link("loop", "loop");
    tree.read("/loop");
    assertThat(troubles()).hasSize(1);
    assertThat(troubles()).isEmpty();
    assertThatCode(() -> tree.list(tree.at("/absent"))).doesNotThrowAnyException();
    assertThat(tree.read("/absent")).isEmpty();
    assertThat(troubles()).isEmpty();
  }
}
