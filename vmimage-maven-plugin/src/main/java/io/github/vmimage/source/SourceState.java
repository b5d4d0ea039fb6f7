package io.github.vmimage.source;

/**
 * How a repository stands, seen from the tag of a version.
 *
 * @param commit 40 hex digits of HEAD
 * @param changes how many files differ from HEAD, untracked ones included, ignored ones not
 * @param tag short name of the version's tag
 * @param tagged 40 hex digits of the commit that carries the tag; empty where there is no such tag
 */
public record SourceState(String commit, int changes, String tag, String tagged) {

  /**
   * Whether the tag is where a release needs it.
   *
   * @return true where HEAD carries it
   */
  public boolean isTagged() {
    return tagged.equals(commit);
  }
}
