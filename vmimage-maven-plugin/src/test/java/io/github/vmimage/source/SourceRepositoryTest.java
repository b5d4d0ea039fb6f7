package io.github.vmimage.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRepositoryTest {
  private static final String TAG = "release-1.2.3";

  @TempDir
  Path temporary;
  Path base;
  GitSandbox git;

  @BeforeEach
  void repository() throws IOException {
    base = temporary.toRealPath();
    git = GitSandbox.withCommit(base);
  }

  private SourceStamp release() {
    return release(git.root);
  }

  private SourceStamp release(Path module) {
    try (SourceRepository source = git.open(module)) {
      return source.release("1.2.3", TAG);
    }
  }

  private String refused() {
    return ProblemText.of(this::release);
  }

  private String id(String revision) {
    return git.git("rev-parse", revision);
  }

  @Test
  void stampsAnAnnotatedTag() {
    git.git("tag", "-a", "-m", "x", TAG);
    assertThat(release()).isEqualTo(new SourceStamp(TAG, true, false, TAG, id(TAG), id("HEAD"), id("HEAD^{tree}"), ""));
  }

  @Test
  void stampsALightweightTagWithoutATagObject() {
    git.git("tag", TAG);
    assertThat(release().tagObject()).isEmpty();
  }

  @Test
  void stampsATagOfATag() {
    git.git("tag", "-a", "-m", "x", "inner");
    git.git("tag", "-a", "-m", "x", TAG, "inner");
    assertThat(release().tagObject()).isEqualTo(id(TAG));
    assertThat(release().commit()).isEqualTo(id("HEAD"));
  }

  @Test
  void stampsOneOfTwoTagsInPackedRefs() {
    git.git("tag", "-a", "-m", "x", TAG);
    git.git("tag", "-a", "-m", "x", "release-1.2.4");
    git.git("pack-refs", "--all");
    git.git("gc", "-q");
    assertThat(release().tag()).isEqualTo(TAG);
  }

  @Test
  void stampsADetachedHead() throws IOException {
    git.git("tag", TAG);
    git.write("more", "x");
    git.commit("More");
    git.git("checkout", "-q", TAG);
    assertThat(release().commit()).isEqualTo(id(TAG));
  }

  @Test
  void survivesJson() throws IOException {
    git.git("tag", TAG);
    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readValue(mapper.writeValueAsString(release()), SourceStamp.class)).isEqualTo(release());
  }

  @Test
  void knowsAModuleInASubfolderAlsoThroughALink() throws IOException {
    git.write("images/äpp image/pom.xml", "<project/>\n");
    git.commit("Module");
    git.git("tag", TAG);
    Path module = git.root.resolve("images/äpp image");
    assertThat(release(module).module()).isEqualTo("images/äpp image");
    Path link = Files.createSymbolicLink(base.resolve("link"), module);
    assertThat(release(link).module()).isEqualTo("images/äpp image");
    Files.writeString(git.root.resolve("elsewhere"), "x");
    assertThat(ProblemText.of(() -> release(module))).contains("untracked: elsewhere");
  }

  @Test
  void worksInALinkedWorktreeAlsoOfABareRepository() throws IOException {
    git.git("tag", "-a", "-m", "x", TAG);
    Path linked = git.worktree(TAG);
    assertThat(release(linked).tagObject()).isEqualTo(id(TAG));
    Files.writeString(linked.resolve("pom.xml"), "changed");
    assertThat(ProblemText.of(() -> release(linked))).contains("modified:  pom.xml");
    assertThat(release()).isNotNull();

    git.git("clone", "-q", "--bare", git.root.toString(), base.resolve("bare.git").toString());
    git.gitIn(base.resolve("bare.git"), "worktree", "add", "-q", "--detach", base.resolve("of-bare").toString(), TAG);
    Path moved = Files.move(base.resolve("of-bare"), base.resolve("moved"));
    assertThat(release(moved).tagObject()).isEqualTo(id(TAG));
    try (SourceRepository source = git.open(moved)) {
      source.export(source.release("1.2.3", TAG), base.resolve("out"));
    }
    assertThat(GitSandbox.differences(base.resolve("out"), git.root)).isEmpty();
  }

  @Test
  void refusesAReleaseWithoutATag() {
    assertThat(refused()).contains("The release 1.2.3 has no tag: HEAD must carry release-1.2.3",
        "HEAD is " + id("HEAD") + ", without a tag", "mvn vmimage:tag");
  }

  @Test
  void namesTheTagsThatHeadCarriesAndTheNearest() throws IOException {
    git.git("tag", "v1");
    git.git("tag", "-a", "-m", "x", "w1");
    assertThat(refused()).contains("with the tags v1, w1");
    git.write("more", "x");
    git.commit("More");
    assertThat(refused()).contains("without a tag; git describe says ").containsPattern("[vw]1-1-g[0-9a-f]+");
  }

  @Test
  void refusesATagThatPointsElsewhere() throws IOException {
    git.git("tag", "-a", "-m", "x", TAG);
    git.write("more", "x");
    git.commit("More");
    assertThat(refused()).contains("HEAD is another commit", TAG + " is " + id(TAG + "^{commit}"), "HEAD is " + id("HEAD"),
        "git checkout " + TAG);
  }

  @Test
  void refusesATagOnATree() {
    git.git("tag", TAG, "HEAD^{tree}");
    assertThat(refused()).contains("The tag " + TAG + " is on no commit");
  }

  @Test
  void takesABranchForNoTag() {
    git.git("branch", TAG);
    assertThat(refused()).contains("has no tag");
  }

  @Test
  void tellsAShallowCloneToFetchItsTags() throws IOException {
    git.git("tag", "-a", "-m", "x", TAG);
    git.write("more", "x");
    git.commit("More");
    git.git("clone", "-q", "--depth", "1", "--no-tags", "file://" + git.root, base.resolve("shallow").toString());
    assertThat(ProblemText.of(() -> release(base.resolve("shallow")))).contains("has no tag", "git fetch --tags --unshallow");
  }

  @Test
  void releasesAShallowCloneOfTheTag() {
    git.git("tag", "-a", "-m", "x", TAG);
    git.git("clone", "-q", "--depth", "1", "--branch", TAG, "file://" + git.root, base.resolve("shallow").toString());
    assertThat(release(base.resolve("shallow")).tagObject()).isEqualTo(id(TAG));
  }

  @Test
  void refusesAFolderWithoutARepository() throws IOException {
    Path outside = Files.createDirectories(base.resolve("outside"));
    assertThat(ProblemText.of(() -> git.open(outside))).contains("in no Git repository", outside.toString(),
        "git init && git add -A && git commit");
  }

  @Test
  void refusesARepositoryWithoutACommit() throws IOException {
    GitSandbox empty = new GitSandbox(Files.createDirectories(base.resolve("sub")), "empty");
    empty.git("init", "-q");
    assertThat(ProblemText.of(empty::open)).contains("no commit yet", "git commit");
  }

  @Test
  void refusesABareRepository() {
    git.git("clone", "-q", "--bare", git.root.toString(), base.resolve("bare.git").toString());
    assertThat(ProblemText.of(() -> git.open(base.resolve("bare.git")))).contains("is bare");
  }

  @Test
  void refusesAnotherObjectFormat() throws IOException {
    GitSandbox other = new GitSandbox(Files.createDirectories(base.resolve("sub")), "sha256");
    other.git("init", "-q", "--object-format=sha256");
    assertThat(ProblemText.of(other::open)).contains("object format", "sha256");
  }

  @Test
  void refusesAProjectInAnIgnoredFolderOfAnotherRepository() throws IOException {
    git.write("target/scaffold/pom.xml", "<project/>");
    assertThat(ProblemText.of(() -> git.open(git.root.resolve("target/scaffold")))).contains("its Git repository ignores", "git init");
  }

  @Test
  void refusesAProjectThatIsNotCommitted() throws IOException {
    git.git("tag", TAG);
    git.write("new/pom.xml", "<project/>");
    assertThat(ProblemText.of(() -> release(git.root.resolve("new")))).contains("untracked: new/pom.xml", "folder is not in the commit");
  }

  /** One change to a clean work tree, and the line it is listed with. */
  record Change(String name, Making making, String line) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Making {
    void in(GitSandbox git) throws IOException;
  }

  static Stream<Change> changes() {
    return Stream.of(
        new Change("modified", g -> g.write("pom.xml", "<other/>\n"), "modified:  pom.xml"),
        new Change("modified to the same length", g -> g.write("pom.xml", "<projekt/>\n".replace("kt/>\n", "ct>\n")), "modified:  pom.xml"),
        new Change("staged", g -> {
          g.write("pom.xml", "<other/>\n");
          g.git("add", "pom.xml");
        }, "staged:    pom.xml"),
        new Change("staged and new", g -> {
          g.write("new", "x");
          g.git("add", "new");
        }, "staged:    new"),
        new Change("staged, then put back", g -> {
          g.write("pom.xml", "<other/>\n");
          g.git("add", "pom.xml");
          g.write("pom.xml", "<project/>\n");
        }, "modified:  pom.xml"),
        new Change("removed from the index", g -> g.git("rm", "-q", "--cached", "pom.xml"), "staged:    pom.xml"),
        new Change("deleted", g -> Files.delete(g.root.resolve("pom.xml")), "deleted:   pom.xml"),
        new Change("run bit", g -> g.runnable("pom.xml"), "modified:  pom.xml"),
        new Change("a link instead of a file", g -> {
          Files.delete(g.root.resolve("pom.xml"));
          Files.createSymbolicLink(g.root.resolve("pom.xml"), Path.of("/dev/null"));
        }, "modified:  pom.xml"),
        new Change("untracked", g -> g.write("deep/er/ü.txt", "x"), "untracked: deep/er/ü.txt"),
        new Change("another repository inside", g -> {
          g.git("init", "-q", "inner");
          g.write("inner/x", "x");
        }, "untracked: inner"),
        new Change("conflict", g -> {
          g.git("checkout", "-q", "-b", "other");
          g.write("pom.xml", "<a/>\n");
          g.commit("a");
          g.git("checkout", "-q", "main");
          g.write("pom.xml", "<b/>\n");
          g.commit("b");
          try {
            g.git("merge", "other");
          } catch (AssertionError expected) {
            // The conflict is what is wanted.
          }
        }, "conflict:  pom.xml"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void refusesADirtyWorkTree(Change change) throws IOException {
    change.making().in(git);
    git.git("tag", "-f", TAG);
    assertThat(refused()).contains("The work tree is not clean", change.line()).doesNotContain("tag: HEAD must");
    try (SourceRepository source = git.open()) {
      assertThat(source.snapshot("1-SNAPSHOT").dirty()).isTrue();
    }
  }

  static Stream<Change> harmless() {
    return Stream.of(
        new Change("ignored", g -> g.write("my.secret", "x"), ""),
        new Change("ignored by the user", g -> {
          Path home = Path.of(g.variables.get("HOME"));
          Files.createDirectories(home.resolve(".config/git"));
          Files.writeString(home.resolve(".config/git/ignore"), "*.swp\n");
          g.write("a.swp", "x");
        }, ""),
        new Change("ignored by info/exclude", g -> {
          Files.writeString(g.root.resolve(".git/info/exclude"), "mine\n");
          g.write("mine", "x");
        }, ""),
        new Change("built", g -> {
          g.write(".gitignore", "");
          g.commit("Nothing is ignored");
          g.write("target/x/y", "x");
        }, ""),
        new Change("another time", g -> Files.setLastModifiedTime(g.root.resolve("pom.xml"), FileTime.fromMillis(0)), ""),
        new Change("file of an encoding, touched", g -> {
          g.write(".gitattributes", "*.txt working-tree-encoding=UTF-16LE\n*.id ident\n");
          g.write("a.txt", "grün\n".getBytes(StandardCharsets.UTF_16LE));
          g.write("a.id", "$Id$\n");
          g.commit("Encoded");
          Files.delete(g.root.resolve("a.id"));
          g.git("checkout", "--", "a.id");
          Files.setLastModifiedTime(g.root.resolve("a.txt"), FileTime.fromMillis(0));
          Files.setLastModifiedTime(g.root.resolve("a.id"), FileTime.fromMillis(0));
        }, ""),
        new Change("run bit where there are none", g -> {
          g.git("config", "core.fileMode", "false");
          g.runnable("pom.xml");
        }, ""),
        new Change("a pipe", g -> GitSandbox.run(g.root, g.variables, "", List.of("mkfifo", "pipe")), ""),
        new Change("empty folder", g -> Files.createDirectories(g.root.resolve("empty/er")), ""));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void takesAWorkTreeForCleanAsGitDoes(Change change) throws IOException {
    change.making().in(git);
    git.git("tag", TAG);
    assertThat(git.git("status", "--porcelain").replace("?? target/", "")).isEmpty();
    assertThat(release().dirty()).isFalse();
    try (SourceRepository source = git.open()) {
      assertThat(source.snapshot("1-SNAPSHOT").dirty()).isFalse();
    }
  }

  @Test
  void seesAChangeOfTheSameLengthInTheSameInstant() throws IOException {
    for (int i = 0; i < 5; i++) {
      git.write("pom.xml", "<project" + (char) ('a' + i) + ">");
      git.commit("x");
      git.write("pom.xml", "<project" + (char) ('A' + i) + ">");
      try (SourceRepository source = git.open()) {
        assertThat(source.snapshot("1-SNAPSHOT").dirty()).isTrue();
      }
    }
  }

  @Test
  void listsTwentyFilesThenCounts() throws IOException {
    git.git("tag", TAG);
    for (int i = 10; i < 35; i++) {
      git.write("f" + i, "x");
    }
    assertThat(refused()).contains("untracked: f10", "untracked: f29", "and 5 more").doesNotContain("f30");
  }

  @Test
  void collectsAllThatIsWrong() throws IOException {
    git.write(".gitattributes", "*.iso filter=lfs -text\n");
    git.write("a.iso", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
    git.write("real.iso", "content\n");
    git.commit("Pointer");
    git.write("dirt", "x");
    assertThat(refused()).contains("has no tag", "Git LFS pointers", "a.iso", "not clean", "untracked: dirt").doesNotContain("real.iso");
  }

  @Test
  void refusesAnObjectThatIsBrokenAndLeavesNoHalfExport() throws IOException {
    git.git("tag", TAG);
    String blob = id("HEAD:pom.xml");
    Path object = git.root.resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2));
    Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-r--r--"));
    Files.write(object, new byte[] {1, 2, 3});
    try (SourceRepository source = git.open()) {
      SourceStamp stamp = new SourceStamp(TAG, true, false, TAG, "", id("HEAD"), id("HEAD^{tree}"), "");
      assertThat(ProblemText.of(() -> source.export(stamp, base.resolve("out")))).contains("could not be read", blob, "git fsck");
    }
    assertThat(base.resolve("out")).doesNotExist();
  }

  @Test
  void refusesASplitIndex() {
    git.git("update-index", "--split-index");
    assertThat(refused()).contains("The Git index cannot be read", "--no-split-index");
  }

  @Test
  void refusesAPartialClone() throws IOException {
    git.write("big", "x".repeat(1000));
    git.commit("Big");
    git.write("big", "small");
    git.commit("Small");
    git.git("tag", TAG, "HEAD~1");
    git.git("config", "uploadpack.allowFilter", "true");
    git.git("clone", "-q", "--filter=blob:none", "file://" + git.root, base.resolve("partial").toString());
    git.gitIn(base.resolve("partial"), "update-ref", "--no-deref", "HEAD", TAG);
    assertThat(ProblemText.of(() -> release(base.resolve("partial")))).contains("partial clone", "big (", "git fetch --refetch");
  }

  @Test
  void fillsSubmodulesFromTheirPinnedCommit() throws IOException {
    GitSandbox inner = new GitSandbox(base, "inner");
    GitSandbox deeper = new GitSandbox(base, "deeper");
    for (GitSandbox each : List.of(deeper, inner)) {
      each.git("init", "-q", "-b", "main");
      each.git("config", "user.name", "T");
      each.git("config", "user.email", "t@example.com");
      each.write("file", "one\n");
      each.write(".gitattributes", "file eol=crlf\n");
      each.commit("One");
    }
    inner.git("submodule", "add", "-q", base.resolve("deeper").toString(), "deeper");
    inner.commit("Deeper");
    git.git("submodule", "add", "-q", base.resolve("inner").toString(), "roles/inner");
    git.git("submodule", "update", "-q", "--init", "--recursive");
    git.commit("Submodule");
    git.git("tag", TAG);
    try (SourceRepository source = git.open()) {
      source.export(source.release("1.2.3", TAG), base.resolve("out"));
    }
    assertThat(GitSandbox.listing(base.resolve("out"))).containsKeys("roles/inner/deeper/file");
    assertThat(base.resolve("out/roles/inner/file")).hasBinaryContent("one\r\n".getBytes(StandardCharsets.US_ASCII));

    Files.writeString(git.root.resolve("roles/inner/file"), "changed\n");
    assertThat(refused()).contains("modified:  roles/inner");
    try (SourceRepository source = git.open()) {
      SourceStamp stamp = source.snapshot("1-SNAPSHOT");
      assertThat(stamp.dirty()).isTrue();
      source.export(stamp, base.resolve("snapshot"));
    }
    assertThat(base.resolve("snapshot/roles/inner/file")).hasContent("changed\n");
    assertThat(base.resolve("snapshot/roles/inner/deeper/file")).exists();
    assertThat(base.resolve("snapshot/roles/inner/.git")).doesNotExist();

    git.git("clone", "-q", git.root.toString(), base.resolve("clone").toString());
    assertThat(ProblemText.of(() -> release(base.resolve("clone")))).contains("Submodules are not here", "roles/inner (commit ",
        "git submodule update --init --recursive").doesNotContain("not clean");
  }

  @Test
  void copiesASnapshotWithoutIgnoredAndBuiltFiles() throws IOException {
    git.write("run.sh", "#!/bin/sh\n");
    git.runnable("run.sh");
    Files.createSymbolicLink(git.root.resolve("dangling"), Path.of("no/where"));
    GitSandbox.run(git.root, git.variables, "", List.of("ln", "-s", "a//b/", "odd"));
    git.write("gone", "x");
    git.write("forced.secret", "tracked all the same");
    git.write("keep/target/inner", "x");
    git.git("add", "-f", "forced.secret", "keep/target/inner");
    git.commit("More");
    Files.delete(git.root.resolve("gone"));
    git.write("pom.xml", "changed\n");
    git.write("new ü/file", "x");
    git.write("leak.secret", "x");
    git.write("keep/target/not", "x");
    git.write("target/built", "x");
    try (SourceRepository source = git.open()) {
      SourceStamp stamp = source.snapshot("1-SNAPSHOT");
      assertThat(stamp).isEqualTo(new SourceStamp("1-SNAPSHOT", false, true, "", "", id("HEAD"), id("HEAD^{tree}"), ""));
      Path target = git.root.resolve("target/export");
      source.export(stamp, target);
      source.export(stamp, target);
      Map<String, String> exported = GitSandbox.listing(target);
      Map<String, String> here = GitSandbox.listing(git.root);
      assertThat(exported).containsOnlyKeys(".gitignore", "pom.xml", "run.sh", "dangling", "odd", "forced.secret", "keep", "keep/target",
          "keep/target/inner", "new ü", "new ü/file");
      assertThat(here).containsAllEntriesOf(exported);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void makesTheTagThatAReleaseThenTakes(boolean linked) {
    Path where = linked ? git.worktree("HEAD") : git.root;
    try (SourceRepository source = git.open(where)) {
      Tagging tagging = source.tag("1.2.3", TAG, "Release 1.2.3");
      assertThat(tagging.created()).isTrue();
      assertThat(tagging.stamp()).isEqualTo(source.release("1.2.3", TAG));
      assertThat(source.tag("1.2.3", TAG, "Again")).isEqualTo(new Tagging(tagging.stamp(), false));
    }
    assertThat(git.git("cat-file", "tag", TAG)).startsWith("object " + id("HEAD") + "\ntype commit\ntag " + TAG
        + "\ntagger Tester <tester@example.com> ").endsWith("Release 1.2.3");
    assertThat(git.git("fsck", "--strict")).doesNotContain("error");
  }

  @Test
  void refusesToTagWhatIsNoRelease() throws IOException {
    git.git("tag", TAG);
    git.write("more", "x");
    git.commit("More");
    git.write("dirt", "x");
    try (SourceRepository source = git.open()) {
      assertThat(ProblemText.of(() -> source.tag("1.2.3-SNAPSHOT", "new", "x")))
          .contains("A snapshot is not tagged", "1.2.3-SNAPSHOT", "untracked: dirt");
      assertThat(ProblemText.of(() -> source.tag("1.2.3", TAG, "x"))).contains("HEAD is another commit", "untracked: dirt");
    }
    assertThat(git.git("tag")).isEqualTo(TAG);
  }

  @Test
  void refusesToTagWithoutAPersonOrWithASignature() {
    git.git("config", "--unset", "user.email");
    git.git("config", "tag.gpgSign", "true");
    try (SourceRepository source = git.open()) {
      assertThat(ProblemText.of(() -> source.tag("1.2.3", TAG, "It's")))
          .contains("Git does not know who makes the tag", "tag.gpgSign", "git tag -s release-1.2.3 -m 'It'\\''s'");
    }
    git.git("config", "--unset", "tag.gpgSign");
    git.variables.put("GIT_COMMITTER_EMAIL", "env@example.com");
    try (SourceRepository source = git.open()) {
      assertThat(source.tag("1.2.3", TAG, "x").created()).isTrue();
    }
    assertThat(git.git("cat-file", "tag", TAG)).contains("Tester <env@example.com>");
  }

  @Test
  void takesTheTaggerFromAConditionalConfiguration() throws IOException {
    git.git("config", "--unset", "user.email");
    Path home = Path.of(git.variables.get("HOME"));
    Files.writeString(home.resolve(".gitconfig"), "[user]\n\temail = home@example.com\n[includeIf \"gitdir:~/../repo/\"]\n\tpath = never\n"
        + "[includeIf \"onbranch:ma*\"]\n\tpath = ~/work\n");
    Files.writeString(home.resolve("work"), "[user]\n\temail = work@example.com\n");
    String wanted = git.git("config", "user.email");
    try (SourceRepository source = git.open()) {
      source.tag("1.2.3", TAG, "x");
    }
    assertThat(git.git("cat-file", "tag", TAG)).contains("<" + wanted + ">").contains("work@example.com");
  }

  @Test
  void writesNothingButTheExport() throws IOException {
    git.git("tag", TAG);
    git.write("dirt", "x");
    Files.setLastModifiedTime(git.root.resolve("pom.xml"), FileTime.fromMillis(0));
    Path home = Path.of(git.variables.get("HOME"));
    Map<String, String> before = everything();
    try (SourceRepository source = git.open()) {
      ProblemText.of(() -> source.release("1.2.3", TAG));
      source.snapshot("1-SNAPSHOT");
    }
    assertThat(everything()).isEqualTo(before);
    assertThat(home).isEmptyDirectory();
  }

  private Map<String, String> everything() throws IOException {
    Map<String, String> all = GitSandbox.listing(git.root);
    GitSandbox.listing(git.root.resolve(".git")).forEach((path, file) -> all.put(".git/" + path, file));
    return all;
  }

  @Test
  void worksWithAHomeThatCannotBeWritten() throws IOException {
    git.git("tag", TAG);
    git.variables.put("HOME", base.resolve("no/such/home").toString());
    git.variables.put("GIT_CONFIG_GLOBAL", "/dev/null");
    assertThat(release().tag()).isEqualTo(TAG);
  }

  @Test
  void refusesNamesThatTheLocaleCannotHold() throws Exception {
    git.write("größe.yml", "x");
    git.commit("Name");
    git.git("tag", TAG);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Map<String, String> variables = new HashMap<>(git.variables);
    variables.put("LC_ALL", "C");
    String out = GitSandbox.run(base, variables, "", List.of(java, "-cp", classes, ReleaseInThisLocale.class.getName(),
        git.root.toString(), TAG));
    assertThat(out).contains("cannot be written in this locale", "sun.jnu.encoding=ANSI_X3.4-1968", ".yml", "LC_ALL=C.UTF-8 mvn");
  }

  /** Run as a program of its own, because a Java keeps the locale it was started with. */
  static final class ReleaseInThisLocale {
    public static void main(String[] arguments) {
      Path root = Path.of(arguments[0]);
      System.out.println(ProblemText.of(() -> {
        try (SourceRepository source = SourceRepository.open(root, root.resolve("target"), GitSandbox.processes())) {
          source.release("1.2.3", arguments[1]);
        }
      }));
    }
  }

  @Test
  void followsTheUmaskAndStartsNoGit() throws IOException {
    Path programs = Files.createDirectories(base.resolve("programs"));
    for (String name : List.of("git", "sh", "bash")) {
      Files.writeString(programs.resolve(name), "#!/bin/sh\ntouch '" + base.resolve("started") + "'\n");
      Files.setPosixFilePermissions(programs.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    git.write("run.sh", "x");
    git.runnable("run.sh");
    git.commit("x");
    git.git("tag", TAG);
    git.git("config", "core.hooksPath", programs.toString());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    git.variables.put("PATH", programs + ":/usr/bin:/bin");
    GitSandbox.run(base, git.variables, "", List.of("/bin/sh", "-c", "umask 027; exec \"$@\"", "sh", java, "-cp", classes,
        ExportHere.class.getName(), git.root.toString(), TAG, base.resolve("out").toString()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve("out/run.sh")))).isEqualTo("rwxr-x---");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve("out/pom.xml")))).isEqualTo("rw-r-----");
    assertThat(base.resolve("started")).doesNotExist();
  }

  /** Run as a program of its own, because a Java keeps the umask it was started with. */
  static final class ExportHere {
    public static void main(String[] arguments) {
      Path root = Path.of(arguments[0]);
      try (SourceRepository source = SourceRepository.open(root, root.resolve("target"), GitSandbox.processes())) {
        source.export(source.release("1.2.3", arguments[1]), Path.of(arguments[2]));
      }
    }
  }

  @Test
  void stampsOneRepositoryFromManyThreads() {
    git.git("tag", TAG);
    assertThat(IntStream.range(0, 16).parallel().mapToObj(i -> release()).distinct()).hasSize(1);
  }
}
