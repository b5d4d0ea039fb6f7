package io.github.vmimage.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a checkout came about, it is clean, changed and exported as {@code git status} and {@code git worktree add} have it. */
class EveryKindOfCheckoutTest {
  private static final String TAG = "release-1.2.3";

  @TempDir
  Path temporary;

  /** Makes a checkout of a repository and gives its folder. */
  private interface Making {
    Path of(GitSandbox git, Path base) throws IOException;
  }

  enum Kind {
    PLAIN((git, base) -> git.root),
    CLONE_WITH_A_SEPARATE_GIT_FOLDER((git, base) -> {
      git.gitIn(base, "clone", "-q", "--separate-git-dir", base.resolve("store").toString(), git.root.toString(), "clone");
      return base.resolve("clone");
    }),
    GIT_FOLDER_MOVED_AWAY((git, base) -> {
      git.git("init", "-q", "--separate-git-dir", base.resolve("moved").toString());
      return git.root;
    }),
    SEPARATE_WITH_A_RELATIVE_PATH((git, base) -> {
      git.git("init", "-q", "--separate-git-dir", base.resolve("moved").toString());
      Files.writeString(git.root.resolve(".git"), "gitdir: ../moved\n");
      return git.root;
    }),
    GIT_FOLDER_BEHIND_A_LINK((git, base) -> {
      Files.move(git.root.resolve(".git"), base.resolve("moved"));
      Files.createSymbolicLink(git.root.resolve(".git"), Path.of("../moved"));
      return git.root;
    }),
    WORK_TREE_NAMED_IN_THE_SETTINGS((git, base) -> {
      git.git("init", "-q", "--separate-git-dir", base.resolve("moved").toString());
      git.gitIn(base.resolve("moved"), "--git-dir=.", "config", "core.worktree", "../repo");
      return git.root;
    }),
    LINKED((git, base) -> git.worktree("HEAD")),
    LINKED_TO_A_SEPARATE_ONE((git, base) -> {
      git.git("init", "-q", "--separate-git-dir", base.resolve("moved").toString());
      return git.worktree("HEAD");
    }),
    LINKED_AND_MOVED((git, base) -> Files.move(git.worktree("HEAD"), base.resolve("elsewhere"))),
    SUBMODULE((git, base) -> {
      GitSandbox outer = new GitSandbox(base, "outer");
      outer.git("init", "-q");
      outer.git("submodule", "add", "-q", git.root.toString(), "images/app");
      return outer.root.resolve("images/app");
    }),
    SHALLOW((git, base) -> {
      git.gitIn(base, "clone", "-q", "--depth=1", "file://" + git.root, "shallow");
      return base.resolve("shallow");
    }),
    SPARSE((git, base) -> {
      git.git("sparse-checkout", "set", "src");
      assertThat(git.root.resolve("docs")).doesNotExist();
      return git.root;
    });

    private final Making making;

    Kind(Making making) {
      this.making = making;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isSeenAsGitSeesIt(Kind kind) throws IOException {
    Path base = temporary.toRealPath();
    GitSandbox git = GitSandbox.withCommit(base);
    git.write("src/image.txt", "image\n");
    git.write("docs/read.txt", "read\n");
    git.commit("More");
    git.git("tag", "-a", "-m", "x", TAG);
    Path wanted = git.worktree(TAG);
    Path checkout = kind.making.of(git, base);
    assertThat(git.gitIn(checkout, "status", "--porcelain")).isEmpty();

    try (SourceRepository source = git.open(checkout)) {
      assertThat(source.state(TAG)).isEqualTo(new SourceState(git.gitIn(checkout, "rev-parse", "HEAD"), 0, TAG,
          git.gitIn(checkout, "rev-parse", "HEAD")));
      source.export(source.release("1.2.3", TAG), base.resolve("export"));
    }
    assertThat(GitSandbox.differences(base.resolve("export"), wanted)).isEmpty();

    Files.writeString(checkout.resolve("src/image.txt"), "other\n");
    Files.writeString(checkout.resolve("src/new.txt"), "new\n");
    assertThat(git.gitIn(checkout, "status", "--porcelain").lines()).hasSize(2);
    try (SourceRepository source = git.open(checkout.resolve("src"))) {
      assertThat(source.state(TAG).changes()).isEqualTo(2);
    }
  }
}
