package io.github.vmimage.source;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Function;

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
  void throwIfAny(Path workTree) {
    Problems problems = new Problems();
    note(problems, notUtf8, names -> TreeProblems.notUtf8(workTree, names));
    note(problems, notInLocale, FileNames::notInThisLocale);
    note(problems, absent, files -> TreeProblems.absentObjects(workTree, files));
    note(problems, lfs, TreeProblems::lfsPointers);
    note(problems, filtered, TreeProblems::filtered);
    note(problems, noSubmodule, submodules -> TreeProblems.absentSubmodules(workTree, submodules));
    note(problems, unusable, TreeProblems::impossibleAttributes);
    problems.throwIfAny();
  }

  private static void note(Problems problems, Collection<String> paths, Function<Collection<String>, Problem> message) {
    if (!paths.isEmpty()) {
      problems.add(message.apply(paths));
    }
  }
}
