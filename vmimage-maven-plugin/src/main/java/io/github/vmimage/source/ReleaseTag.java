package io.github.vmimage.source;

import io.github.vmimage.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * A tag, as it is found in a repository.
 *
 * @param name its short name
 * @param object the tag object, or null for a lightweight tag
 * @param commit what it comes down to, also through a tag of a tag
 */
record ReleaseTag(String name, ObjectId object, ObjectId commit) {

  /** Reads a tag, or gives null where there is none. */
  static ReleaseTag find(Repository repository, String name) throws IOException {
    Ref ref = repository.exactRef(Constants.R_TAGS + name);
    if (ref == null || ref.getObjectId() == null) {
      return null;
    }
    try (RevWalk walk = new RevWalk(repository)) {
      RevObject object = walk.parseAny(ref.getObjectId());
      try {
        return new ReleaseTag(name, object instanceof RevTag ? object.copy() : null, walk.parseCommit(object).copy());
      } catch (IncorrectObjectTypeException e) {
        throw TagProblems.onNoCommit(Constants.R_TAGS + name, name, object.name()).because(e);
      }
    }
  }

  /** What is wrong where HEAD does not carry the tag, or null where it does. */
  static Problem missing(GitCheckout checkout, RevCommit head, String version, String name) throws IOException {
    ReleaseTag tag = find(checkout.repository(), name);
    if (tag != null && tag.commit().equals(head)) {
      return null;
    }
    String here = head.name() + carried(checkout, head);
    if (tag != null) {
      return TagProblems.onAnotherCommit(checkout.workTree(), version, name, tag.commit().name(), here);
    }
    return checkout.isShallow() ? TagProblems.absentInShallowClone(checkout.workTree(), version, name, here)
        : TagProblems.absent(checkout.workTree(), version, name, here);
  }

  private static String carried(GitCheckout checkout, RevCommit head) throws IOException {
    List<String> here = new ArrayList<>();
    for (Ref ref : checkout.repository().getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
      Ref peeled = checkout.repository().getRefDatabase().peel(ref);
      ObjectId id = peeled.getPeeledObjectId() == null ? peeled.getObjectId() : peeled.getPeeledObjectId();
      if (head.equals(id)) {
        here.add(ref.getName().substring(Constants.R_TAGS.length()));
      }
    }
    if (!here.isEmpty()) {
      return ", with the tags " + String.join(", ", here);
    }
    try {
      String nearest = Git.wrap(checkout.repository()).describe().setTags(true).call();
      return ", without a tag" + (nearest == null ? "" : "; git describe says " + nearest);
    } catch (GitAPIException | JGitInternalException e) {
      // The past may be cut off in a shallow clone; the message stands without it.
      return ", without a tag";
    }
  }
}
