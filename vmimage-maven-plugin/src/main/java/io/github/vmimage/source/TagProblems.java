package io.github.vmimage.source;

import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.Collection;

/** What can be wrong with the tag that stamps a release. */
final class TagProblems {
  private static final String FORMAT = "<configuration><tagNameFormat>";
  private static final String DEFAULT_FORMAT = "use the default: <tagNameFormat>" + TagName.DEFAULT_FORMAT + "</tagNameFormat>";

  private TagProblems() {}

  static Problem unknownExpression(String expression) {
    return Problem.project("tagNameFormat has an expression that is not known").at(FORMAT).saw(expression)
        .accepts("@{project.version}, @{project.artifactId}, @{project.groupId}").next(DEFAULT_FORMAT);
  }

  static Problem badName(String format, String name) {
    return Problem.project("tagNameFormat gives a name that Git does not accept for a tag").at(FORMAT)
        .saw(format + " gives \"" + name + "\"").accepts("a name without spaces, .., ~ ^ : ? * [ \\ and @{, not ending in / or .lock")
        .next(DEFAULT_FORMAT);
  }

  static Problem onNoCommit(String ref, String name, String object) {
    return Problem.project("The tag " + name + " is on no commit").at(ref).saw(object).accepts("a tag on a commit")
        .next("git tag -d " + name + " && mvn vmimage:tag");
  }

  static Problem onAnotherCommit(Path workTree, String version, String name, String tagged, String head) {
    return Problem.project("The release " + version + " is stamped by the tag " + name + ", and HEAD is another commit").at(workTree)
        .saw(name + " is " + tagged + "\nHEAD is " + head).accepts("HEAD on the tag, or a version that has no tag yet")
        .next("git checkout " + name + " to build that release again; or give the POM the next version");
  }

  static Problem absent(Path workTree, String version, String name, String head) {
    return without(workTree, version, name, head).next("mvn vmimage:tag; or git fetch --tags where the tag was made elsewhere");
  }

  static Problem absentInShallowClone(Path workTree, String version, String name, String head) {
    return without(workTree, version, name, head)
        .next("git fetch --tags --unshallow: this is a shallow clone, so the tag may exist elsewhere");
  }

  private static Problem without(Path workTree, String version, String name, String head) {
    return Problem.project("The release " + version + " has no tag: HEAD must carry " + name).at(workTree).saw("HEAD is " + head)
        .accepts("the tag " + name + " on HEAD");
  }

  static Problem uncleanWorkTree(Path workTree, Collection<String> changes, String remedy) {
    return Problem.project("The work tree is not clean, so the tag would not stamp what is here").at(workTree)
        .saw(FileNames.list(changes)).accepts("a work tree equal to HEAD; ignored files do not count").next(remedy);
  }

  static Problem ofSnapshot(String version) {
    return Problem.project("A snapshot is not tagged").at("<version>").saw(version).accepts("a release version")
        .next("mvn versions:set -DremoveSnapshot=true, commit, then mvn vmimage:tag; or mvn release:prepare");
  }

  static Problem toBeSigned(String setting, String name, String message) {
    return Problem.project("Git is told to sign tags, and vmimage:tag makes none that is signed").at("git config " + setting).saw("true")
        .accepts("a tag made by git itself: a release takes it like any other")
        .next("git tag -s " + name + " -m '" + message.replace("'", "'\\''") + "'");
  }

  static Problem anonymous() {
    return Problem.project("Git does not know who makes the tag").at("git config user.name, user.email").accepts("both set")
        .next("git config --global user.name 'Your Name' && git config --global user.email you@example.com");
  }

  static Problem notWritten(String name, Path gitDir, String result) {
    return Problem.environment("Git's tag " + name + " could not be written").at(gitDir).saw(result).next("git tag -a " + name);
  }
}
