package io.github.vmimage.ansible;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.List;

/** What can be wrong with Ansible: the playbook, its run in the guest, and the tools. */
final class AnsibleProblems {

  private AnsibleProblems() {}

  static Problem taskFailed(String where, String task, String reason) {
    return Problem.project("The Ansible task \"" + task + "\" failed in the guest").at(where).saw(reason)
        .next("correct the task and build again");
  }

  static Problem guestFull(String where, String task, String reason) {
    return Problem.project("The guest's disk is full: the Ansible task \"" + task + "\" failed").at(where).saw(reason)
        .next("let the task need less, or give the guest a larger disk (disk_size in the template's source); then build again");
  }

  static Problem guestLost(String where, String task, String reason) {
    return Problem.environment("Ansible lost the guest at the task \"" + task + "\"").at(where).saw(reason)
        .next("look at the guest's console; build again, where it ran out of memory with -Dvmimage.memory=4096");
  }

  static Problem playbookRefused(String where, String message, String remedy) {
    return Problem.project("Ansible refused the playbook").at(where).saw(message).next(remedy);
  }

  static Problem playbookFailed(String playbook, int exitCode, String lastLines) {
    return Problem.project("The playbook failed with exit code " + exitCode).at(playbook).saw(lastLines)
        .next("correct it; -X shows the whole command");
  }

  static Problem noTask(String playbook, String host, List<String> groups) {
    return Problem.project("No task of the playbook ran").at(playbook)
        .saw("the host " + host + (groups.isEmpty() ? " in no group" : " in the groups " + String.join(", ", groups)))
        .accepts("a play whose hosts: names it, such as all").next("correct hosts:, or groups of the template's ansible provisioner");
  }

  static Problem checkFailed(String command, int exitCode, String lastLines) {
    return Problem.environment("ansible-playbook failed with exit code " + exitCode).at(command).saw(lastLines).next(Hints.BY_HAND);
  }

  static Problem lintSettings(String module, int exitCode, String lastLines) {
    return Problem.project("ansible-lint could not run, exit code " + exitCode).at(module.isEmpty() ? "." : module).saw(lastLines)
        .next("correct .ansible-lint");
  }

  static Problem lintFailed(String module, int exitCode, String lastLines) {
    return Problem.environment("ansible-lint failed with exit code " + exitCode).at(module.isEmpty() ? "." : module).saw(lastLines)
        .next("mend what else lint has found, since a file that it cannot read may be the reason; otherwise run ansible-lint --offline -v"
            + " by hand");
  }

  static Problem noVersion(String command, String said, String install) {
    return Problem.environment("The program ansible-playbook does not tell its version").at(command).saw(said)
        .accepts("a line such as ansible-playbook [core 2.14.18]").next(Hints.reinstall(install));
  }

  static Problem unreadableFile(String file, String reason) {
    return Problem.environment("A file for Ansible cannot be read").at(file).saw(reason).next(Hints.readable(file));
  }

  static Problem unlistableFolder(Path folder, String reason) {
    return Problem.environment("A folder for Ansible cannot be listed").at(folder).saw(reason).next(Hints.readableFolder(folder));
  }

  static Problem folderNotMade(Path folder, String reason) {
    return Problem.environment("A folder for Ansible cannot be made").at(folder).saw(reason).next(Hints.roomAndRights(folder));
  }

  static Problem rolesNotStaged(Path folder, String reason) {
    return Problem.environment("The plugin's Ansible roles cannot be staged").at(folder).saw(reason).next(Hints.roomAndRights(folder));
  }
}
