package io.github.vmimage.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of Git that somebody else wrote, and not well. */
class ForeignGitSettingsTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({"core, autocrlf, maybe", "core, filemode, 2x", "core, symlinks, nope", "core, repositoryformatversion, x",
      "tag, gpgSign, often", "filter \"lfs\", required, perhaps", "extensions, worktreeConfig, sometimes"})
  void aValueThatGitRefusesIsToldWithItsNameAndTheWayToFindIt(String section, String name, String value) throws IOException {
    GitSandbox git = GitSandbox.withCommit(folder.toRealPath());
    Path config = git.root.resolve(".git/config");
    Files.writeString(config, Files.readString(config) + "[" + section + "]\n\t" + name + " = " + value + "\n");

    assertThat(ProblemText.of(() -> git.open().close())).startsWith("Git's configuration has a value that Git does not accept\n")
        .contains(value).containsIgnoringCase(name).endsWith("next:     git config --show-origin --list, and mend that value");
  }

  @ParameterizedTest
  @CsvSource({"autocrlf, input", "autocrlf, INPUT", "filemode, yes", "symlinks, 0"})
  void everyValueThatGitTakesIsTaken(String name, String value) throws IOException {
    GitSandbox git = GitSandbox.withCommit(folder.toRealPath());
    git.git("config", "core." + name, value);

    git.open().close();
  }

  @Test
  void aConditionOfAnyLengthIsReadAndOneLongerThanAnyPathDoesNotHold() throws IOException {
    GitSandbox git = GitSandbox.withCommit(folder.toRealPath());
    Path home = git.environment().home();
    Files.writeString(home.resolve("other"), "[user]\n\tname = Other\n");
    Files.writeString(home.resolve(".gitconfig"), "[includeIf \"gitdir:" + "**/".repeat(200_000) + "\"]\n\tpath = other\n");
    GitConfigFile config = GitConfigFile.ofUser(new GitFiles(git.environment()), git.root.resolve(".git"));
    assertThat(config.getString("user", null, "name")).isNull();

    Files.writeString(home.resolve(".gitconfig"), "[includeIf \"gitdir:" + "**/".repeat(500) + "repo/.git\"]\n\tpath = other\n");
    config = GitConfigFile.ofUser(new GitFiles(git.environment()), git.root.resolve(".git"));
    assertThat(config.getString("user", null, "name")).isEqualTo("Other");
  }

  @Test
  void anEncodingThatJavaCanOnlyReadIsRefused() throws Exception {
    assertThatThrownBy(() -> WorkTreeEncoding.of("ISO-2022-CN")).isInstanceOf(Conversion.UnusableException.class)
        .hasMessage("working-tree-encoding=ISO-2022-CN, which Java can only read");
    assertThatThrownBy(() -> WorkTreeEncoding.of("no such")).isInstanceOf(Conversion.UnusableException.class);
    assertThat(WorkTreeEncoding.of("ISO-8859-1").encode("\u00e9".getBytes(StandardCharsets.UTF_8))).containsExactly(0xE9);
  }
}
