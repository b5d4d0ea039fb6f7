package io.github.vmimage.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.MarkedProcesses;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.RunningProcess;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectRunTest {
  private static final FileAttribute<?> MINE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  @TempDir
  private Path dir;

  private final Processes processes = new Processes(Secrets.NONE, Progress.SILENT);
  private final List<String> warnings = new ArrayList<>();
  private int emptied;

  private final Progress progress = new Progress() {
    @Override
    public void info(String line) {}

    @Override
    public void warn(String line) {
      warnings.add(line);
    }

    @Override
    public void debug(String line) {}
  };

  private ProjectRun begin(String workspace) {
    return ProjectRun.begin(dir.resolve(workspace), () -> emptied++, "mvn deploy", processes, progress);
  }

  @Test
  void refusesASecondRunOfTheProjectByWhateverPathAndSaysForWhom() throws Exception {
    Files.createDirectories(dir.resolve("app"));
    Files.createSymbolicLink(dir.resolve("link"), dir.resolve("app"));
    try (ProjectRun run = begin("app/target/vmimage"); ProjectRun other = begin("other/target/vmimage")) {
      assertThat(run.temporary()).isDirectory().isNotEqualTo(other.temporary());
      assertThatThrownBy(() -> begin("link/target/vmimage")).isInstanceOf(ProblemException.class)
          .hasMessageContaining("Another run works on this project").hasMessageContaining("where:    " + dir.resolve("app/target/vmimage"))
          .hasMessageContaining("seen:     mvn deploy, process " + ProcessHandle.current().pid() + ", since ")
          .hasMessageContaining("kill " + ProcessHandle.current().pid());
    }
    begin("link/target/vmimage").close();
    assertThat(warnings).isEmpty();
  }

  @Test
  void leavesNothingBehindOnceItIsClosed() throws Exception {
    ProjectRun run = begin("app");
    Files.writeString(run.temporary().resolve("socket"), "x");
    run.close();
    run.close();
    assertThat(run.temporary()).doesNotExist();
    assertThat(run.temporary().resolveSibling(run.temporary().getFileName() + ".properties")).doesNotExist();
    assertThat(emptied).isZero();
  }

  @Test
  void removesWhatAKilledRunOfTheProjectLeftAndNothingOfOthers() throws Exception {
    ProjectRun other = begin("other");
    ProjectRun killed = begin("app");
    Path record = killed.temporary().resolveSibling(killed.temporary().getFileName() + ".properties");
    String of = Files.readString(record);
    try (RunningProcess orphan = killed.marking(processes).start(Command.of(Tool.SH, "-c", "sleep 60"));
        RunningProcess stranger = other.marking(processes).start(Command.of(Tool.SH, "-c", "sleep 60"))) {
      killed.close();
      // What a run that gets no time to close leaves: its record, its folder, its processes.
      Files.createDirectories(killed.temporary().resolve("tmp"));
      Files.writeString(record, of);
      assertThat(new MarkedProcesses(killed.temporary().toString()).alive()).isNotEmpty();

      begin("app").close();

      orphan.await(Duration.ofSeconds(10));
      assertThat(stranger.isAlive()).isTrue();
    }
    assertThat(killed.temporary()).doesNotExist();
    assertThat(other.temporary()).exists();
    assertThat(emptied).isOne();
    assertThat(warnings).singleElement().asString().contains("mvn deploy, process " + ProcessHandle.current().pid());
    other.close();
  }

  @Test
  void goesOnWithoutARecordThatIsDamaged() throws Exception {
    ProjectRun run = begin("app");
    Path record = run.temporary().resolveSibling(run.temporary().getFileName() + ".properties");
    Files.writeString(record, "{");
    assertThatThrownBy(() -> begin("app")).hasMessageContaining("the lock is taken");
    run.close();
  }

  @Test
  void doesNotUseAFolderThatOthersMayWrite() throws Exception {
    Path tmp = Files.createDirectory(dir.resolve("tmp"));
    Path folder = RunPlace.of(dir.resolve("app"), tmp).folder();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> RunPlace.of(dir.resolve("app"), tmp)).isInstanceOf(ProblemException.class)
        .hasMessageContaining("where:    " + folder).hasMessageContaining("mode 0700");
    Files.delete(folder);
    Files.createSymbolicLink(folder, Files.createDirectory(dir.resolve("elsewhere")));
    assertThatThrownBy(() -> RunPlace.of(dir.resolve("app"), tmp)).isInstanceOf(ProblemException.class);
  }

  /** A link is refused whatever it leads to, and a file; the shared folder itself may be reached through a link. */
  @Test
  void usesNoLinkToAFolderOfThisUser() throws Exception {
    Path tmp = Files.createDirectory(dir.resolve("tmp"));
    Path folder = RunPlace.of(dir.resolve("app"), tmp).folder();
    Files.delete(folder);
    Path keys = Files.createDirectory(dir.resolve("keys"), MINE);
    Files.createSymbolicLink(folder, keys);
    assertThatThrownBy(() -> RunPlace.of(dir.resolve("app"), tmp)).hasMessageContaining("mode 0700");
    Files.delete(folder);
    Files.createFile(folder, MINE);
    assertThatThrownBy(() -> RunPlace.of(dir.resolve("app"), tmp)).hasMessageContaining("mode 0700");
    Files.delete(folder);
    Path link = Files.createSymbolicLink(dir.resolve("link-to-tmp"), tmp);
    assertThat(RunPlace.of(dir.resolve("app"), link).folder()).isEqualTo(folder);
    assertThat(keys).isEmptyDirectory();
  }

  /** Somebody who exchanges the entry between two looks at it leads nobody elsewhere: there is one look. */
  @Test
  void isNotLedElsewhereByAnEntryThatChanges() throws Exception {
    Path tmp = Files.createDirectory(dir.resolve("tmp"));
    Path folder = RunPlace.of(dir.resolve("app"), tmp).folder();
    Path keys = Files.createDirectory(dir.resolve("keys"), MINE);
    Path link = Files.createSymbolicLink(tmp.resolve("link"), keys);
    Path real = tmp.resolve("real");
    Files.move(folder, real);
    AtomicBoolean over = new AtomicBoolean();
    Thread exchanging = new Thread(() -> {
      while (!over.get()) {
        real.toFile().renameTo(folder.toFile());
        folder.toFile().renameTo(real.toFile());
        link.toFile().renameTo(folder.toFile());
        folder.toFile().renameTo(link.toFile());
      }
    });
    exchanging.start();
    try {
      for (int i = 0; i < 300; i++) {
        try {
          assertThat(RunPlace.of(dir.resolve("app"), tmp).folder()).isEqualTo(folder);
        } catch (ProblemException refused) {
          // It was the link at that moment, or nothing at all.
          assertThat(refused).hasMessageContaining(folder.toString());
        }
      }
    } finally {
      over.set(true);
      exchanging.join();
    }
  }
}
