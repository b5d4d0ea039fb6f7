package io.github.vmimage.source;

import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.Collection;

/** What keeps a tree of files from being exported. */
final class TreeProblems {
  private static final String COMMIT = ", commit and tag anew";

  private TreeProblems() {}

  static Problem badEntry(String folder, String reason) {
    return Problem.project("The Git tree has an entry that cannot be exported").at(folder.isEmpty() ? "/" : folder).saw(reason)
        .accepts("plain file names: no .git, no .., no slash, none twice")
        .next("git fsck names the tree; make the commit again without that entry, and tag anew");
  }

  static Problem notUtf8(Path workTree, Collection<String> names) {
    return Problem.project("File names in the Git repository are not UTF-8").at(workTree).saw(FileNames.list(names))
        .accepts("names in UTF-8").next("git mv them to names in UTF-8" + COMMIT);
  }

  static Problem notInThisLocale(Collection<String> names, String encoding) {
    return Problem.environment("File names in the Git repository cannot be written in this locale").at("sun.jnu.encoding=" + encoding)
        .saw(FileNames.list(names)).accepts("a UTF-8 locale").next("LC_ALL=C.UTF-8 mvn ...");
  }

  static Problem absentObjects(Path workTree, Collection<String> files) {
    return Problem.environment("Objects of the commit are not in this Git repository, as in a partial clone").at(workTree)
        .saw(FileNames.list(files)).accepts("a repository with every object of the commit").next("git fetch --refetch --no-filter");
  }

  static Problem lfsPointers(Collection<String> files) {
    return Problem.project("Files are Git LFS pointers: their content is not in the Git tree, so the tag does not stamp it")
        .at(".gitattributes, filter=lfs").saw(FileNames.list(files))
        .accepts("files whose content is in Git, or is fetched as an upstream")
        .next("git lfs migrate export --include=PATH, or make the file an <upstream> with its digest");
  }

  static Problem filtered(Collection<String> files) {
    return Problem.project("Files pass a filter command of this machine, which the tag does not stamp").at(".gitattributes, filter=")
        .saw(FileNames.list(files)).accepts("files without a configured filter")
        .next("remove the filter attribute, or git config --unset-all filter.NAME.smudge (and .process, .required)");
  }

  static Problem absentSubmodules(Path workTree, Collection<String> submodules) {
    return Problem.project("Submodules are not here, or lack the commit that the tree names").at(workTree).saw(FileNames.list(submodules))
        .accepts("submodules checked out in this work tree").next("git submodule update --init --recursive");
  }

  static Problem impossibleAttributes(Collection<String> files) {
    return Problem.project("Git attributes ask for what cannot be done").at(".gitattributes").saw(FileNames.list(files))
        .next("git check-attr -a -- PATH shows what applies; correct it" + COMMIT);
  }

  static Problem linkToNothing(String path, String target) {
    return Problem.project("A symbolic link in the Git tree has no usable target").at(path).saw("\"" + target + "\"")
        .accepts("a target that is not empty and has no NUL byte").next("git rm the link, or make it anew" + COMMIT);
  }

  static Problem foreignFolder(Path folder) {
    return Problem.project("The folder for the export of the source exists and is none of ours").at(folder)
        .accepts("a folder that does not exist, or an earlier export").next("move it away: mvn clean");
  }
}
