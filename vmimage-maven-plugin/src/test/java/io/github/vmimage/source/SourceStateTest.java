package io.github.vmimage.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceStateTest {
  private static final String TAG = "release-1.2.3";

  @TempDir
  Path temporary;
  private GitSandbox git;

  @BeforeEach
  void repository() throws IOException {
    git = GitSandbox.withCommit(temporary.toRealPath());
  }

  private SourceState state() {
    try (SourceRepository source = git.open(git.root)) {
      return source.state(TAG);
    }
  }

  @Test
  void tellsOfACleanTreeWithoutATag() {
    assertThat(state()).isEqualTo(new SourceState(git.git("rev-parse", "HEAD"), 0, TAG, ""));
    assertThat(state().isTagged()).isFalse();
  }

  @Test
  void tellsWhereTheTagIs() throws IOException {
    git.git("tag", "-a", "-m", "x", TAG);
    assertThat(state().isTagged()).isTrue();
    git.git("commit", "--allow-empty", "-q", "-m", "later");
    assertThat(state()).isEqualTo(new SourceState(git.git("rev-parse", "HEAD"), 0, TAG, git.git("rev-parse", "HEAD~1")));
    assertThat(state().isTagged()).isFalse();
  }

  @Test
  void countsWhatDiffersFromHead() throws IOException {
    Files.writeString(git.root.resolve("new.txt"), "new\n");
    assertThat(state().changes()).isEqualTo(1);
  }
}
