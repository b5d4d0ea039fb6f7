package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.List;

/** What can be wrong with a Packer template, and with Packer itself. */
final class PackerProblems {
  private static final String OTHER_PACKER = "name another one with -Dvmimage.packer=PATH";
  private static final String ONE_TEMPLATE = "a folder with *.pkr.hcl or *.pkr.json files, or one JSON template";

  private PackerProblems() {}

  static Problem noTemplate(String folder) {
    return Problem.project("There is no Packer template").at(folder).accepts(ONE_TEMPLATE)
        .next("add a template, or name its folder with <template>");
  }

  static Problem severalTemplates(String folder, List<String> names) {
    return Problem.project("There are several Packer templates").at(folder).saw(String.join(", ", names)).accepts(ONE_TEMPLATE)
        .next("name one of them with <template>");
  }

  static Problem malformedTemplate(Place place, String what) {
    return Problem.project("The Packer template cannot be read: " + what).at(place)
        .next("mend the file; packer validate tells more about its syntax");
  }

  static Problem templateTooLarge(String file, long size, long limit) {
    return Problem.project("A file of the Packer template is too large").at(file).saw(size + " bytes")
        .accepts("at most " + limit + " bytes").next("move what is no template out of this folder");
  }

  static Problem unreadableTemplate(String file, String reason) {
    return Problem.environment("A file of the Packer template cannot be read").at(file).saw(reason).next(Hints.readable(file));
  }

  static Problem unlistableFolder(Path folder, String reason) {
    return Problem.environment("The folder of the Packer template cannot be listed").at(folder).saw(reason)
        .next(Hints.readableFolder(folder));
  }

  static Problem unreadableScript(Path script, String reason) {
    return Problem.environment("A script cannot be read").at(script).saw(reason).next(Hints.readable(script));
  }

  static Problem pluginsNotAlone(String version, Place block) {
    return Problem.project("Packer " + version + " refuses required_plugins, and the file with that block holds more").at(block)
        .accepts("the block required_plugins alone in its file, or Packer 1.7 or later")
        .next("move packer { required_plugins { ... } } to plugins.pkr.hcl beside it");
  }

  static Problem templateNotStaged(Path path, String reason) {
    return Problem.environment("The Packer template could not be staged").at(path).saw(reason).next(Hints.roomAndRights(path));
  }

  static Problem stoppedAtVersion(String executable, int exitCode) {
    return Problem.environment("Packer was stopped when it was asked for its version").at(executable).saw("exit code " + exitCode)
        .next(Hints.AGAIN);
  }

  static Problem otherProgram(String executable, String said) {
    return Problem.environment("The program packer is not HashiCorp's Packer").at(executable).saw(said)
        .accepts("output that begins with \"Packer v\"").next("put Packer first on the PATH, or name it with -Dvmimage.packer=PATH");
  }

  static Problem tooOld(String executable, String version, String oldest, String install) {
    return Problem.environment("Packer is too old").at(executable).saw(version).accepts(oldest + " or later")
        .next(install + ", or " + OTHER_PACKER);
  }

  static Problem formatFailed(String command, int exitCode, String lastLines) {
    return Problem.environment("packer fmt failed with exit code " + exitCode).at(command).saw(lastLines).next(Hints.BY_HAND);
  }

  static Problem variablesNotWritten(Path file, String reason) {
    return Problem.environment("The file of Packer's variables cannot be written").at(file).saw(reason)
        .next(Hints.roomAndRights(file.toAbsolutePath().getParent()));
  }

  static Problem secretsNotDeleted(Path file, String reason) {
    return Problem.environment("The file with sensitive values cannot be deleted").at(file).saw(reason).next(Hints.remove(file));
  }

  static Problem dynamicPlaybookArguments(String where, String source) {
    return Problem.project("How the template runs its playbook is known only when Packer runs, so it cannot be applied again").at(where)
        .saw(source).accepts("literal values")
        .next("say in the POM what ansible-playbook is given: <playbookArguments><argument>--extra-vars</argument>...");
  }

  static Problem dynamicGroups(String where, String source) {
    return Problem.project("The groups of the template's ansible provisioner are known only when Packer runs").at(where).saw(source)
        .accepts("literal names").next("write them out in the template");
  }
}
