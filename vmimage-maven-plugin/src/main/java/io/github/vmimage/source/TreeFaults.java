package io.github.vmimage.source;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import java.util.TreeSet;

/** What keeps a tree from being exported, gathered over all its files. Each list holds paths, with a remark where one helps. */
final class TreeFaults {
  final TreeSet<String> notUtf8 = new TreeSet<>();
  final TreeSet<String> notInLocale = new TreeSet<>();
  final TreeSet<String> absent = new TreeSet<>();
  final TreeSet<String> lfs = new TreeSet<>();
  final TreeSet<String> filtered = new TreeSet<>();
  final TreeSet<String> noSubmodule = new TreeSet<>();
  final TreeSet<String> unusable = new TreeSet<>();

  /** Throws all of it as one, or returns when there is nothing. */
  void throwIfAny() {
    Problems problems = new Problems();
    if (!notUtf8.isEmpty()) {
      problems.add(FileNames.notUtf8(notUtf8));
    }
    if (!notInLocale.isEmpty()) {
      problems.add(FileNames.notInThisLocale(notInLocale));
    }
    if (!absent.isEmpty()) {
      problems.add(Problem.environment("Objects of the commit are not in this Git repository, as in a partial clone")
          .saw(FileNames.list(absent)).next("git fetch --refetch --no-filter"));
    }
    if (!lfs.isEmpty()) {
      problems.add(Problem.project("Files are Git LFS pointers: their content is not in the Git tree, so the tag does not stamp it")
          .at(".gitattributes, filter=lfs").saw(FileNames.list(lfs)).accepts("files whose content is in Git, or is fetched as an upstream")
          .next("git lfs migrate export --include=PATH, or make the file an <upstream> with its digest"));
    }
    if (!filtered.isEmpty()) {
      problems.add(Problem.project("Files pass a filter command of this machine, which the tag does not stamp")
          .at(".gitattributes, filter=").saw(FileNames.list(filtered)).accepts("files without a configured filter")
          .next("remove the filter attribute, or git config --unset-all filter.NAME.smudge (and .process, .required)"));
    }
    if (!noSubmodule.isEmpty()) {
      problems.add(Problem.project("Submodules are not here, or lack the commit that the tree names").saw(FileNames.list(noSubmodule))
          .accepts("submodules checked out in this work tree").next("git submodule update --init --recursive"));
    }
    if (!unusable.isEmpty()) {
      problems.add(Problem.project("Git attributes ask for what cannot be done").at(".gitattributes").saw(FileNames.list(unusable))
          .next("git check-attr -a -- PATH shows where it comes from; correct it, commit and tag anew"));
    }
    problems.throwIfAny();
  }
}
