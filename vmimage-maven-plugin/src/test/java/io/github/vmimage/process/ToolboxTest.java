package io.github.vmimage.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that say what real ones of other versions would say; the real ones are looked at in DoctorTellsWhatIsMissingIT. */
class ToolboxTest {
  @TempDir
  private Path folder;
  private final Processes processes = new Processes(Secrets.NONE, Progress.SILENT);

  private Path program(String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Toolbox toolbox() {
    return new Toolbox(processes, Map.of(), folder + File.pathSeparator + File.pathSeparator + folder.resolve("absent"));
  }

  @Test
  void findsAProgramOnThePathAndStartsNothing() throws IOException {
    Path qemu = program("qemu-img", "touch '" + folder.resolve("started") + "'");
    assertThat(toolbox().find(Tool.QEMU_IMG).path()).contains(qemu);
    toolbox().require("build", List.of(Tool.QEMU_IMG));
    assertThat(folder.resolve("started")).doesNotExist();
  }

  @Test
  void takesNeitherFoldersNorFilesThatCannotBeStarted() throws IOException {
    Files.createDirectory(folder.resolve("qemu-img"));
    Files.createFile(folder.resolve("ssh"));
    assertThat(toolbox().find(Tool.QEMU_IMG).isMissing()).isTrue();
    assertThat(toolbox().find(Tool.SSH).isMissing()).isTrue();
  }

  @Test
  void tellsOfAllThatIsMissingAtOnce() {
    assertThatThrownBy(() -> toolbox().require("lint", List.of(Tool.ANSIBLE_PLAYBOOK, Tool.ANSIBLE_LINT, Tool.ANSIBLE_LINT)))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.isProjects()).isFalse()).hasMessage("""
            The goal lint needs programs that are missing
              where:    PATH
              seen:     ansible-playbook: not found
                        ansible-lint: not found
              next:     %s""".formatted(Installation.here(List.of(Tool.ANSIBLE_PLAYBOOK, Tool.ANSIBLE_LINT))));
  }

  @Test
  void tellsOfOldAndMissingProgramsTogether() throws IOException {
    Path old = program("qemu-storage-daemon", "echo 'QEMU is here'\necho 'qemu-storage-daemon version 6.0.2 (Debian 1:6.0+dfsg-2)' >&2");
    assertThatThrownBy(() -> toolbox().require("audit", List.of(Tool.QEMU_STORAGE_DAEMON, Tool.FUSERMOUNT))).hasMessageStartingWith("""
        The goal audit needs programs that are missing or too old
          where:    PATH
          seen:     qemu-storage-daemon: 6.0.2 in %s, 6.1 or later is needed
                    fusermount3: not found
          next:""".formatted(old));
  }

  @Test
  void namesTheParameterOfPackerWhereItIsTheUsersOwn() throws IOException {
    Path packer = program("my-packer", "echo 'Packer v1.6.5'");
    assertThatThrownBy(() -> new Toolbox(processes, Map.of(Tool.PACKER, packer.toString()), "").require("lint", List.of(Tool.PACKER)))
        .hasMessageStartingWith("The goal lint needs a program that is too old").hasMessageContaining("1.6.5 in " + packer)
        .hasMessageEndingWith("; or name another packer with -Dvmimage.packer=PATH");
    assertThatThrownBy(() -> new Toolbox(processes, Map.of(Tool.PACKER, "/nowhere/packer"), "").require("lint", List.of(Tool.PACKER)))
        .hasMessageContaining("packer: /nowhere/packer not found").hasMessageEndingWith("-Dvmimage.packer=PATH");
  }

  @Test
  void letsAProgramPassThatDoesNotTellItsVersion() throws IOException {
    program("packer", "echo 'cracklib 99.0'");
    assertThat(toolbox().ask(Tool.PACKER).version()).isEmpty();
    // What it is, the room that uses it finds out.
    assertThatCode(() -> toolbox().require("lint", List.of(Tool.PACKER))).doesNotThrowAnyException();
  }

  @Test
  void looksWhereTheBootstrapLooksForItsOwnPrograms() {
    Toolbox nowhere = new Toolbox(processes, Map.of(), "");
    assertThat(nowhere.find(Tool.MKE2FS).path().orElseThrow().toString()).matches("(/usr)?/sbin/mke2fs");
    assertThat(nowhere.find(Tool.QEMU_IMG).isMissing()).isTrue();
  }
}
