package io.github.vmimage.source;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can be wrong with the Git repository around a project. */
final class GitProblems {
  private static final String START = "git init && git add -A && git commit -m 'Start'";

  private GitProblems() {}

  static Problem noRepository(Path folder) {
    return Problem.project("The project is in no Git repository").at(folder)
        .accepts("a folder under version control: a release is stamped by a Git tag").next(START);
  }

  static Problem unknownObjectFormat(Path gitDir, String format) {
    return Problem.project("The Git repository has an object format that cannot be read here").at(gitDir).saw(format).accepts("sha1")
        .next("git init --object-format=sha1 in a new folder, and import the source there");
  }

  static Problem badSetting(Path gitDir, String reason) {
    return Problem.project("Git's configuration has a value that Git does not accept").at(gitDir).saw(reason)
        .next("git config --show-origin --list, and mend that value");
  }

  static Problem bare(Path gitDir) {
    return Problem.project("The Git repository is bare: it has no work tree").at(gitDir).accepts("a repository with a work tree")
        .next("git worktree add ../work, then run Maven there");
  }

  static Problem noCommit(Path workTree) {
    return Problem.project("The Git repository has no commit yet").at(workTree).next("git add -A && git commit -m 'Start'");
  }

  static Problem outsideWorkTree(Path folder, Path workTree) {
    return Problem.project("The project lies outside its repository's work tree").at(folder).saw("work tree " + workTree)
        .accepts("a folder in that work tree").next("git rev-parse --show-toplevel shows the work tree; run Maven in there");
  }

  static Problem ignored(String path, Path workTree) {
    return Problem.project("The project lies in a folder that its Git repository ignores").at(path).saw("repository " + workTree)
        .accepts("a repository of its own, or a folder that is not ignored").next(START);
  }

  static Problem notInCommit(String path) {
    return Problem.project("The project's folder is not in the commit").at(path).next("git add " + Hints.word(path) + " && git commit");
  }

  static Problem unreadableIndex(Path index, String reason) {
    return Problem.project("The Git index cannot be read: it is split, sparse or broken").at(index).saw(reason).accepts("a full index")
        .next("git update-index --no-split-index && git sparse-checkout disable");
  }

  static Problem unreadable(Path where, String reason) {
    return Problem.environment("The Git repository could not be read, or its files could not be written").at(where).saw(reason)
        .next("git fsck tells what the repository lacks, df -h whether a disk is full");
  }
}
