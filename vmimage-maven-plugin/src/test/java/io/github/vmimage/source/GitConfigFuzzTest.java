package io.github.vmimage.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of a repository that somebody else made. */
class GitConfigFuzzTest {
  @TempDir
  static Path folder;

  @BeforeAll
  static void makeRepository() throws Exception {
    Files.createDirectories(folder.resolve("work/.git/objects"));
    Files.createDirectories(folder.resolve("work/.git/refs"));
    Files.writeString(folder.resolve("work/.git/HEAD"), "ref: refs/heads/main\n");
  }

  @FuzzTest
  void opensTheRepositoryOrGivesAProblem(byte[] input) throws Exception {
    Files.write(folder.resolve("work/.git/config"), ForeignInput.expanded(input));
    Files.write(folder.resolve(".gitconfig"), ForeignInput.expanded(input));

    ForeignInput.check(() -> SourceRepository.open(folder.resolve("work"), Path.of("target"),
        new Processes(Secrets.NONE, Progress.SILENT), new GitEnvironment(Map.of("GIT_CONFIG_NOSYSTEM", "1"), folder)).close());
  }
}
