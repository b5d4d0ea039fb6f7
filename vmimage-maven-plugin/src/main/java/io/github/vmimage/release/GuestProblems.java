package io.github.vmimage.release;

import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can be wrong with the files of the guest that the manifest tells of. */
final class GuestProblems {
  private GuestProblems() {}

  static Problem unreadable(Path root, String reason) {
    return Problem.environment("The files of the image cannot be read").at(root).saw(reason)
        .next("Run the command again; if it stays so, look at the disk with qemu-img check");
  }

  static Problem noRegularFile(String path, String name) {
    return file("A file of the image is not a regular file", path).saw(name).accepts("a regular file");
  }

  static Problem tooLarge(String path, long size, long limit) {
    return file("A file of the image is too large", path).saw(size + " bytes").accepts("at most " + limit + " bytes");
  }

  static Problem circle(String path, int limit) {
    return file("A link in the image leads in a circle", path).saw("more than " + limit + " links")
        .accepts("at most " + limit + " links, as Linux has it");
  }

  static Problem noPackageList(String path) {
    return file("The image has no package list that can be read", path).saw("no package, and no database of rpm")
        .accepts("a guest with packages of dpkg or of rpm")
        .next("Build the image on a distribution of the Debian, Red Hat or SUSE family");
  }

  static Problem unreadableDatabase(String path, int exitCode, String said) {
    return Problem.project("rpm finds no package in the database of the image").at(path + " in the image")
        .saw("exit code " + exitCode + (said.isBlank() ? "" : "\n" + said))
        .accepts("a database that this machine's rpm can read; ndb, which is SUSE's form, is not for Debian's")
        .next("Run rpm --rebuilddb in the playbook and build again; where the guest's rpm is newer than this machine's, update it here");
  }

  static Problem longPackageList(String where, int lines) {
    return Problem.project("The package list of the image is too long").at(where).saw(lines + " lines or more, five for a package")
        .accepts("fewer").next("Remove packages that the image does not need in the playbook, and build again");
  }

  static Problem malformedPackageList(String path, int line, String seen, String accepted) {
    return file("The package list of the image is malformed", path + ":" + line).saw(seen).accepts(accepted);
  }

  static Problem noOsRelease(String path) {
    return file("The image does not say which system it is", path).saw("no such file").accepts("an os-release file");
  }

  static Problem malformedOsRelease(String path, String name, String value, String pattern) {
    return file("os-release of the image is malformed", path).saw(name + "=" + ManifestPlace.shortened(value))
        .accepts(name + "=" + pattern);
  }

  private static Problem file(String what, String path) {
    return Problem.project(what).at(path + " in the image")
        .next("Mend the playbook so that the guest's own tools can read it, and build again");
  }
}
