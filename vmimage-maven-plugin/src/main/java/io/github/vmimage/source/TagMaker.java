package io.github.vmimage.source;

import io.github.vmimage.report.Problem;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevCommit;

/** Makes annotated tags, as {@code git tag -a} does: the only thing here that writes to a repository. */
final class TagMaker {
  private final GitCheckout checkout;

  TagMaker(GitCheckout checkout) {
    this.checkout = checkout;
  }

  /** What is wrong where Git is told to sign tags: that needs the user's key and agent. Null where it is not. */
  Problem signing(String name, String message) {
    for (String key : new String[] {"gpgSign", "forceSignAnnotated"}) {
      if (checkout.config().getBoolean("tag", key, false)) {
        return TagProblems.toBeSigned("tag." + key, name, message);
      }
    }
    return null;
  }

  /** What is wrong where nobody is named as the tag's maker; null where somebody is. Git would guess from the host's name. */
  Problem anonymous() {
    return value("GIT_COMMITTER_NAME", "name").isPresent() && value("GIT_COMMITTER_EMAIL", "email").isPresent() ? null
        : TagProblems.anonymous();
  }

  /** Makes the tag on a commit. */
  void make(String name, String message, RevCommit commit) throws IOException {
    TagBuilder tag = new TagBuilder();
    tag.setTag(name);
    tag.setObjectId(commit);
    tag.setMessage(message.strip() + "\n");
    tag.setTagger(new PersonIdent(value("GIT_COMMITTER_NAME", "name").orElseThrow(), value("GIT_COMMITTER_EMAIL", "email").orElseThrow()));
    ObjectId id;
    try (ObjectInserter inserter = checkout.repository().newObjectInserter()) {
      id = inserter.insert(tag);
      inserter.flush();
    }
    RefUpdate update = checkout.repository().updateRef(Constants.R_TAGS + name);
    update.setExpectedOldObjectId(ObjectId.zeroId());
    update.setNewObjectId(id);
    update.disableRefLog();
    RefUpdate.Result result = update.update();
    if (result != RefUpdate.Result.NEW) {
      throw TagProblems.notWritten(name, checkout.repository().getCommonDirectory().toPath(), result.toString()).asException();
    }
  }

  private Optional<String> value(String variable, String key) {
    Config config = checkout.config();
    Optional<String> found = checkout.environment().variable(variable);
    for (String section : new String[] {"committer", "user"}) {
      found = found.or(() -> Optional.ofNullable(config.getString(section, null, key)).filter(v -> !v.isBlank()));
    }
    return key.equals("email") ? found.or(() -> checkout.environment().variable("EMAIL")) : found;
  }
}
