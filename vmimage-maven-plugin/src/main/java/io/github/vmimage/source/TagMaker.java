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
    for (String key : new String[] {"gpgsign", "forcesignannotated"}) {
      if (checkout.config().getBoolean("tag", key, false)) {
        return Problem.project("Git is told to sign tags, and vmimage:tag makes none that is signed")
            .at("git config tag." + (key.equals("gpgsign") ? "gpgSign" : "forceSignAnnotated")).saw("true")
            .accepts("a tag made by git itself: a release takes it like any other")
            .next("git tag -s " + name + " -m '" + message.replace("'", "'\\''") + "'");
      }
    }
    return null;
  }

  /** What is wrong where nobody is named as the tag's maker; null where somebody is. Git would guess from the host's name. */
  Problem anonymous() {
    return value("GIT_COMMITTER_NAME", "name").isPresent() && value("GIT_COMMITTER_EMAIL", "email").isPresent() ? null
        : Problem.project("Git does not know who makes the tag").at("git config user.name, user.email")
            .next("git config --global user.name 'Your Name' && git config --global user.email you@example.com");
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
      throw Problem.environment("Git's tag " + name + " could not be written").at(checkout.repository().getCommonDirectory())
          .saw(result).next("git tag -a " + name).asException();
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
