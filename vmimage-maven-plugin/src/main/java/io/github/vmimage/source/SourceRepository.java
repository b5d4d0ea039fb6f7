package io.github.vmimage.source;

import io.github.vmimage.process.Processes;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * The Git repository around an image's module. Says what the source is, stamps it, and writes it to a folder of its own.
 *
 * <p>Git's configuration is obeyed where it tells how files look in a work tree. Not obeyed, and so refused for a release: filter
 * commands (clean and smudge, Git LFS), because a tag does not stamp what they do.
 */
public final class SourceRepository implements AutoCloseable {
  private final GitCheckout checkout;
  private final ModuleFolder module;
  private final WorkTree workTree;
  private final SymbolicLinks links;

  private SourceRepository(GitCheckout checkout, ModuleFolder module, WorkTree workTree, Processes processes) {
    this.checkout = checkout;
    this.module = module;
    this.workTree = workTree;
    this.links = new SymbolicLinks(processes);
  }

  /**
   * Finds the repository around a module.
   *
   * @param moduleDir the module's folder; the repository's work tree is this one or a parent
   * @param buildDirectory where Maven writes to, such as {@code target}; nothing untracked in it is source, ignored or not
   * @param processes for the rare symbolic link that Java cannot make
   * @return the repository, to be closed
   * @throws io.github.vmimage.report.ProblemException where there is no repository with a commit, or it cannot be read
   */
  public static SourceRepository open(Path moduleDir, Path buildDirectory, Processes processes) {
    return open(moduleDir, buildDirectory, processes, GitEnvironment.ofThisProcess());
  }

  static SourceRepository open(Path moduleDir, Path buildDirectory, Processes processes, GitEnvironment environment) {
    Path given = moduleDir.toAbsolutePath().normalize();
    return reading(given, () -> {
      Path folder = given.toRealPath();
      Path built = folder.resolve(given.relativize(given.resolve(buildDirectory).normalize())).normalize();
      GitCheckout checkout = GitCheckout.around(folder, environment);
      try {
        ModuleFolder module = ModuleFolder.of(checkout, folder);
        checkout.head();
        WorkTree workTree = new WorkTree(checkout, module.built(built));
        module.requireNotIgnored(workTree.readIndex());
        return new SourceRepository(checkout, module, workTree, processes);
      } catch (IOException | RuntimeException e) {
        checkout.close();
        throw e;
      }
    });
  }

  /**
   * Checks that HEAD is a release: it carries the tag, the work tree of the whole repository is clean, and the tree can be exported.
   *
   * @param projectVersion the project's version, for messages
   * @param tag the tag that belongs to it
   * @return the stamp
   * @throws io.github.vmimage.report.ProblemException with all that is wrong
   */
  public SourceStamp release(String projectVersion, String tag) {
    return reading(checkout.workTree(), () -> {
      RevCommit head = checkout.head();
      Problems problems = new Problems();
      Problem missing = ReleaseTag.missing(checkout, head, projectVersion, tag);
      if (missing != null) {
        problems.add(missing);
      }
      requireSource(problems, head, "git stash -u, or git commit and tag anew");
      problems.throwIfAny();
      return stamp(tag, head);
    });
  }

  /**
   * Says what a build from the work tree is made of.
   *
   * @param projectVersion the project's version
   * @return the stamp, dirty where anything differs from HEAD
   * @throws io.github.vmimage.report.ProblemException where the repository cannot be read
   */
  public SourceStamp snapshot(String projectVersion) {
    return reading(checkout.workTree(), () -> {
      RevCommit head = checkout.head();
      return new SourceStamp(projectVersion, false, !workTree.changes(head, head.getTree()).isEmpty(), "", "", head.name(),
          head.getTree().name(), module.path());
    });
  }

  /**
   * Tells how the source stands, and judges nothing.
   *
   * @param tag the tag that belongs to the project's version
   * @return commit, changes and tag
   * @throws io.github.vmimage.report.ProblemException where the repository cannot be read
   */
  public SourceState state(String tag) {
    return reading(checkout.workTree(), () -> {
      RevCommit head = checkout.head();
      ReleaseTag found = ReleaseTag.find(checkout.repository(), tag);
      return new SourceState(head.name(), workTree.changes(head, head.getTree()).size(), tag, found == null ? "" : found.commit().name());
    });
  }

  /**
   * Stamps HEAD as a release with an annotated tag. Nothing is pushed.
   *
   * @param projectVersion the project's version
   * @param tag the tag that belongs to it
   * @param message the tag's message
   * @return the stamp, and whether the tag is new
   * @throws io.github.vmimage.report.ProblemException with all that is in the way; nothing is written then
   */
  public Tagging tag(String projectVersion, String tag, String message) {
    return reading(checkout.workTree(), () -> {
      RevCommit head = checkout.head();
      Problems problems = new Problems();
      if (projectVersion.endsWith("-SNAPSHOT")) {
        problems.add(TagProblems.ofSnapshot(projectVersion));
      }
      ReleaseTag existing = ReleaseTag.find(checkout.repository(), tag);
      TagMaker maker = new TagMaker(checkout);
      if (existing == null) {
        for (Problem problem : new Problem[] {maker.signing(tag, message), maker.anonymous()}) {
          if (problem != null) {
            problems.add(problem);
          }
        }
      } else if (!existing.commit().equals(head)) {
        problems.add(ReleaseTag.missing(checkout, head, projectVersion, tag));
      }
      requireSource(problems, head, "git add -A && git commit");
      problems.throwIfAny();
      if (existing == null) {
        maker.make(tag, message, head);
      }
      return new Tagging(stamp(tag, head), existing == null);
    });
  }

  /**
   * Writes the source to a folder. A release: the commit's tree, byte for byte and mode for mode what {@code git worktree add} gives,
   * with submodules filled in. A snapshot: the work tree's files, tracked or not, without those that are ignored or built.
   *
   * @param stamp what {@link #release} or {@link #snapshot} gave
   * @param target a folder that does not exist, or that an earlier export made; an earlier export is removed
   * @throws io.github.vmimage.report.ProblemException where that cannot be done; the target is then gone
   */
  public void export(SourceStamp stamp, Path target) {
    reading(target, () -> {
      if (!stamp.release()) {
        fill(stamp, target, folder -> new SnapshotExport(folder).copy(checkout, workTree, ""));
        return null;
      }
      RevCommit commit = checkout.commit(ObjectId.fromString(stamp.commit()));
      try (CommitTree tree = CommitTree.read(checkout, commit.getTree())) {
        tree.requireExportable();
        fill(stamp, target, folder -> TreeExport.write(tree, folder));
      }
      return null;
    });
  }

  private void fill(SourceStamp stamp, Path target, Filling filling) throws IOException {
    ExportFolder folder = ExportFolder.create(target, stamp, links);
    try {
      filling.into(folder);
    } catch (IOException | RuntimeException e) {
      try {
        folder.discard();
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private void requireSource(Problems problems, RevCommit head, String remedy) throws IOException {
    try (CommitTree tree = CommitTree.read(checkout, head.getTree())) {
      problems.collect(tree::requireExportable);
    }
    List<String> changes = workTree.changes(head, head.getTree());
    if (!changes.isEmpty()) {
      problems.add(TagProblems.uncleanWorkTree(checkout.workTree(), changes, remedy));
    }
    problems.collect(() -> module.requireIn(head.getTree()));
  }

  private SourceStamp stamp(String tag, RevCommit head) throws IOException {
    ReleaseTag found = ReleaseTag.find(checkout.repository(), tag);
    return new SourceStamp(tag, true, false, tag, found.object() == null ? "" : found.object().name(), head.name(),
        head.getTree().name(), module.path());
  }

  private static <T> T reading(Path where, Reading<T> reading) {
    try {
      return reading.now();
    } catch (IOException | UncheckedIOException | JGitInternalException | LargeObjectException e) {
      throw GitProblems.unreadable(where, e.getMessage() == null ? e.toString() : e.getMessage()).because(e);
    }
  }

  @Override
  public void close() {
    checkout.close();
  }

  /** Work that may fail on the way. */
  private interface Reading<T> {
    T now() throws IOException;
  }

  /** What is put into the export. */
  private interface Filling {
    void into(ExportFolder folder) throws IOException;
  }
}
