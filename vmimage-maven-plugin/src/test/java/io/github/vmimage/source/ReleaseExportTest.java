package io.github.vmimage.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The export of a tag beside what {@code git worktree add} writes for it. */
class ReleaseExportTest {
  @TempDir
  Path base;
  GitSandbox git;
  String problem = "";

  @BeforeEach
  void repository() {
    git = GitSandbox.init(base);
  }

  private void assertExportEqualsWorktree() throws IOException {
    git.commit("All of it");
    git.git("tag", "-a", "-m", "x", "release-1");
    Path target = base.resolve("out/export");
    try (SourceRepository source = git.open()) {
      SourceStamp stamp = source.release("1", "release-1");
      source.export(stamp, target);
    }
    assertThat(GitSandbox.differences(target, git.worktree("release-1"))).isEmpty();
  }

  @Test
  void equalsWorktreeForLinksModesAndNames() throws IOException {
    git.write("plain", "x\n");
    git.write("run.sh", "#!/bin/sh\n");
    git.runnable("run.sh");
    git.write("empty", "");
    git.write("with space/a b  c.txt", "x");
    git.write("ümläut/größe.txt", "x");
    git.write("emoji/\uD83D\uDE80 rocket.yml", "x");
    git.write("日本語/説明", "x");
    git.write("-leading/-rf", "x");
    git.write("quote\"and\\backslash", "x");
    git.write("new\nline", "x");
    git.write("tab\there", "x");
    git.write("a:b?c*d|e<f>", "x");
    git.write("trailing. ", "x");
    git.write("aux", "x");
    git.write(".gitkeep", "");
    git.write(".github/x", "x");
    git.write("deep" + "/d".repeat(120) + "/file", "x");
    // Beyond what JGit hands out in one piece.
    byte[] large = new byte[52 * 1024 * 1024];
    Arrays.fill(large, 0, 1 << 20, (byte) 7);
    git.write("large.bin", large);
    for (String[] link : new String[][] {{"l-file", "plain"}, {"l-folder", "with space"}, {"l-slash", "ümläut/"},
        {"l-doubled", "deep//d"}, {"l-dot", "./plain"}, {"l-up", "../../outside"}, {"l-dangling", "nowhere"}, {"l-absolute", "/etc/passwd"},
        {"l-self", "l-self"}, {"ümläut/l-ü", "größe.txt"}, {"l-blank", " a b "}}) {
      GitSandbox.run(git.root, git.variables, "", List.of("ln", "-s", "--", link[1], link[0]));
    }
    assertExportEqualsWorktree();
  }

  @Test
  void equalsWorktreeForEveryAttribute() throws IOException {
    String[] contents = {"", "a", "a\n", "a\nb\n", "a\r\nb\r\n", "a\nb\r\n", "a\rb\n", "a\n\r", "a\0b\n", "\u0001\u0002\u0003\n", "\r\n",
        "\n", "\n\n",
        "text\n\u001a", "\u001a\n", "\b\u001b\f\t\n", "ä".repeat(300) + "\n", "x".repeat(127) + "\u0001\n", "x".repeat(128) + "\u0001\n",
        "x".repeat(127) + "\u007f\n", "$Id$ $Id: x$ $Id: a b c$\n$Id: no\nend$ $Id$", "$Id", "$Id:", "$Id$$Id$",
        "$$Id:$ $Idx$ $Id: $ $Id:  $\n",
        "$$$Id$", "$I$Id$ $Id$", "$Ix$Id$", "$Idx$Id$ $x$$Id$", "$Id:\n$$Id$", "$Id:a b$Id$", "$Id:a b c$ $Id: a\tb$ $Id:  a $ $Id: a $",
        "$Id$Id$", "$I"};
    String[] attributes = {"", "text", "-text", "!text", "text=auto", "text=input", "text=odd", "eol=lf", "eol=crlf", "text eol=crlf",
        "text=auto eol=crlf", "text=auto eol=lf", "-text eol=crlf", "crlf", "-crlf", "crlf=input", "crlf=auto", "crlf text=auto", "binary",
        "binary text", "text binary", "-binary", "!binary", "ident", "ident eol=crlf", "ident text=auto", "ident text=auto eol=crlf",
        "-ident", "ident=x", "eol=odd", "eol", "filter=none",
        "export-ignore", "export-subst ident", "text eol=crlf eol=lf", "working-tree-encoding=UTF-16LE", "working-tree-encoding=utf16",
        "working-tree-encoding=UTF-16LE-BOM ident eol=crlf", "working-tree-encoding=UTF-16BE-BOM", "working-tree-encoding=UTF-32",
        "working-tree-encoding=UTF-8", "working-tree-encoding=utf8 eol=crlf"};
    StringBuilder rules = new StringBuilder();
    for (int a = 0; a < attributes.length; a++) {
      rules.append("a").append(a).append("-* ").append(attributes[a]).append('\n');
    }
    commitBlobs(rules.toString(), attributes.length, contents);
    String[] settings = {"", "core.autocrlf=true", "core.autocrlf=input", "core.eol=crlf", "core.eol=lf", "core.eol=native"};
    for (int s = 0; s < settings.length; s++) {
      String[] setting = settings[s].split("=");
      if (s > 0) {
        git.git("config", setting[0], setting[1]);
      }
      Path expected = base.resolve("reference-" + s);
      git.git("worktree", "add", "-q", "--detach", expected.toString(), "HEAD");
      Path target = base.resolve("out/" + s);
      try (SourceRepository source = git.open()) {
        SourceStamp stamp = stampOfHead();
        source.export(stamp, target);
      }
      assertThat(GitSandbox.differences(target, expected)).as(settings[s]).isEmpty();
      if (s > 0) {
        git.git("config", "--unset", setting[0]);
      }
    }
  }

  /** Commits contents as they are, past every clean conversion. */
  private void commitBlobs(String attributes, int kinds, String[] contents) {
    StringBuilder index = new StringBuilder();
    index.append("100644 ").append(git.gitWithInput(attributes, "hash-object", "-w", "--stdin")).append("\t.gitattributes\n");
    for (int c = 0; c < contents.length; c++) {
      String id = git.gitWithInput(contents[c], "hash-object", "-w", "--stdin");
      for (int a = 0; a < kinds; a++) {
        index.append("100644 ").append(id).append("\ta").append(a).append("-c").append(c).append('\n');
      }
    }
    git.gitWithInput(index.toString(), "update-index", "--add", "--index-info");
    git.git("commit", "-q", "-m", "Blobs");
    git.git("tag", "release-1");
  }

  private SourceStamp stampOfHead() {
    return new SourceStamp("release-1", true, false, "release-1", "", git.git("rev-parse", "HEAD"),
        git.git("rev-parse", "HEAD^{tree}"), "");
  }

  @Test
  void equalsWorktreeWhereAttributesComeFromEverywhere() throws IOException {
    for (String path : new String[] {"a.txt", "b.txt", "sub/a.txt", "sub/b.txt", "sub/deep/a.txt", "sub/deep/er/a.md", "sp ace.txt",
        "ü.txt",
        "x?y", "dir/file.c", "Upper.TXT", "[x].txt", "q\"q.txt", "b1.log", "b2.log", "macro.one", "macro.two",
        "info.txt", "user.txt", "sub/user.txt"}) {
      git.write(path, "one\ntwo $Id$\n");
    }
    git.write(".gitattributes", """
        # comment
        [attr]dos text eol=crlf
        [attr]nodos !eol -text
        *.txt text
        "sp ace.txt" eol=crlf
        "\\303\\274.txt" eol=crlf
        /a.txt ident
        sub/*.txt dos
        sub/**/a.md eol=crlf
        **/er/* ident
        dir/ eol=crlf
        !b.txt eol=crlf
        upper.txt eol=crlf
        \\[x\\].txt eol=crlf
        "q\\"q.txt" eol=crlf
        b[1-1].log eol=crlf
        b[[:digit:]].log ident
        *.one dos
        *.two dos -dos
        x?y eol=crlf bad~name
        x\\?y eol=crlf
        """);
    git.write("sub/.gitattributes", "[attr]lost eol=crlf\n*.txt -text\t \r\nb.txt eol=crlf !text\n");
    git.write("sub/deep/.gitattributes", "/a.txt text=auto eol=crlf");
    Files.writeString(git.root.resolve(".git/info/attributes"), "info.txt eol=crlf\n*.one -eol\n");
    Path home = Path.of(git.variables.get("HOME"));
    Files.createDirectories(home.resolve(".config/git"));
    Files.writeString(home.resolve(".config/git/attributes"), "user.txt eol=crlf\n[attr]dos eol=lf\n");
    assertExportEqualsWorktree();
    Path second = base.resolve("out/second");
    Files.writeString(home.resolve("own"), "\uFEFFuser.txt ident\n");
    git.git("config", "core.attributesFile", "~/own");
    git.git("config", "core.ignorecase", "true");
    Path reference = base.resolve("second");
    git.git("worktree", "add", "-q", "--detach", reference.toString(), "HEAD");
    try (SourceRepository source = git.open()) {
      source.export(source.release("1", "release-1"), second);
    }
    assertThat(GitSandbox.differences(second, reference)).isEmpty();
  }

  @Test
  void equalsWorktreeWhereTheRepositoryHasNoLinksAndNoModes() throws IOException {
    git.write("run.sh", "x");
    git.runnable("run.sh");
    Files.createSymbolicLink(git.root.resolve("link"), Path.of("run.sh"));
    git.commit("With links");
    git.git("config", "core.symlinks", "false");
    git.git("config", "core.fileMode", "false");
    Files.delete(git.root.resolve("link"));
    git.write("link", "run.sh");
    Files.setPosixFilePermissions(git.root.resolve("run.sh"), PosixFilePermissions.fromString("rw-r--r--"));
    assertExportEqualsWorktree();
  }

  @Test
  void followsAConfigurationThatIsIncludedForThisFolder() throws IOException {
    git.write("a", "x\n");
    Path home = Path.of(git.variables.get("HOME"));
    Files.writeString(home.resolve(".gitconfig"),
        "[includeIf \"gitdir:" + base + "/\"]\n\tpath = here\n[includeIf \"gitdir:/elsewhere/\"]\n\tpath = there\n");
    Files.writeString(home.resolve("here"), "[core]\n\tautocrlf = true\n");
    Files.writeString(home.resolve("there"), "[core]\n\tautocrlf = false\n");
    git.commit("x");
    assertExportEqualsWorktree();
    assertThat(base.resolve("out/export/a")).hasContent("x\r\n").hasSize(3);
  }

  @Test
  void equalsWorktreeOfATreeWithoutFiles() throws IOException {
    git.commit("Nothing");
    git.git("tag", "release-1");
    try (SourceRepository source = git.open()) {
      source.export(source.release("1", "release-1"), base.resolve("out"));
    }
    assertThat(base.resolve("out")).isEmptyDirectory();
  }

  @Test
  void replacesAnEarlierExportAndNothingElse() throws IOException {
    git.write("a", "x\n");
    assertExportEqualsWorktree();
    Path target = base.resolve("out/export");
    Files.createSymbolicLink(target.resolve("outside"), base.resolve("home"));
    Path kept = Files.writeString(base.resolve("home/kept"), "");
    try (SourceRepository source = git.open()) {
      SourceStamp stamp = source.release("1", "release-1");
      source.export(stamp, target);
      assertThat(GitSandbox.listing(target)).containsOnlyKeys("a");
      assertThat(kept).exists();
      Path foreign = Files.createDirectories(base.resolve("out/foreign"));
      Files.writeString(foreign.resolve("mine"), "");
      assertThat(ProblemText.of(() -> source.export(stamp, foreign))).contains("exists and is none of ours", "foreign", "mvn clean");
      assertThat(foreign.resolve("mine")).exists();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".git", ".GIT", ".git ", "git~1", "..", ".", "a/b", ""})
  void refusesANameThatCouldLeadOut(String name) throws IOException {
    git.commit("Start");
    String blob = git.gitWithInput("x", "hash-object", "-w", "--stdin");
    exportOf(rawTree("100644", name, blob));
    assertThat(problem).contains("entry that cannot be exported");
    assertThat(base.resolve("out")).doesNotExist();
  }

  @Test
  void refusesALinkAndAFolderOfOneName() throws IOException {
    git.commit("Start");
    String to = git.gitWithInput("/etc", "hash-object", "-w", "--stdin");
    String inner = git.gitWithInput("100644 blob " + to + "\tpasswd\n", "mktree");
    exportOf(hashTree(entry("120000", "a", to), entry("40000", "a", inner)));
    assertThat(problem).contains("entry that cannot be exported");
  }

  private String rawTree(String mode, String name, String id) throws IOException {
    return hashTree(entry(mode, name, id));
  }

  private static byte[] entry(String mode, String name, String id) {
    byte[] head = (mode + " " + name + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + 20);
    System.arraycopy(HexFormat.of().parseHex(id), 0, all, head.length, 20);
    return all;
  }

  private String hashTree(byte[]... entries) throws IOException {
    Path raw = base.resolve("raw-tree");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      all.writeBytes(entry);
    }
    Files.write(raw, all.toByteArray());
    return git.git("hash-object", "-w", "-t", "tree", "--literally", raw.toString());
  }

  private void exportOf(String tree) {
    String commit = git.git("commit-tree", "-m", "Bad", tree);
    try (SourceRepository source = git.open()) {
      SourceStamp stamp = new SourceStamp("release-1", true, false, "release-1", "", commit, tree, "");
      problem = ProblemText.of(() -> source.export(stamp, base.resolve("out")));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "working-tree-encoding        | without a value",
      "working-tree-encoding=nosuch | Java does not know",
      "filter=crypt                 | Files pass a filter command",
  })
  void refusesWhatItCannotDoAsGitDoes(String attribute, String message) throws IOException {
    git.git("config", "filter.crypt.smudge", "touch " + base.resolve("ran"));
    git.git("config", "filter.crypt.clean", "touch " + base.resolve("ran"));
    commitBlobs("a0-c0 " + attribute + "\n", 1, new String[] {"x\n"});
    Files.deleteIfExists(base.resolve("ran"));
    try (SourceRepository source = git.open()) {
      assertThat(ProblemText.of(() -> source.release("1", "release-1"))).contains(message, "a0-c0");
    }
    assertThat(base.resolve("ran")).doesNotExist();
  }

  @Test
  void refusesTextThatItsEncodingCannotHold() throws IOException {
    commitBlobs("a0-* working-tree-encoding=ISO-8859-1\n", 1, new String[] {"fits: ä", "does not: \u20AC"});
    try (SourceRepository source = git.open()) {
      assertThat(ProblemText.of(() -> source.export(stampOfHead(), base.resolve("out")))).contains("a0-c1", "cannot hold the file's text");
    }
    assertThat(base.resolve("out")).doesNotExist();
  }

  @Test
  void refusesANameThatIsNoUtf8() {
    git.commit("Start");
    String blob = git.gitWithInput("x", "hash-object", "-w", "--stdin");
    String tree = GitSandbox.run(git.root, git.variables, "",
        List.of("bash", "-c", "printf '100644 blob " + blob + "\\tgr\\xf6sse\\n' | git mktree"));
    exportOf(tree);
    assertThat(problem).contains("not UTF-8", "gr\uFFFDsse");
  }
}
