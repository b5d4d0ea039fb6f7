package io.github.vmimage.source;

import java.util.regex.Pattern;

/**
 * Which source an image is made of. It is written into the manifest, so it holds nothing of the machine or the hour.
 *
 * @param version what is stamped into the image: the tag's name for a release, {@code X-SNAPSHOT} for a snapshot
 * @param release whether the source is a tagged tree; otherwise it is a work tree
 * @param dirty whether the work tree differs from the commit; never true for a release
 * @param tag short name of the tag; empty for a snapshot
 * @param tagObject 40 hex digits of the annotated tag; empty for a snapshot and for a lightweight tag
 * @param commit 40 hex digits of the commit
 * @param tree 40 hex digits of the commit's tree, of the whole repository
 * @param module folder of the image's module inside the repository, with {@code /}; empty for the root
 */
public record SourceStamp(String version, boolean release, boolean dirty, String tag, String tagObject, String commit, String tree,
    String module) {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");

  /** Checks that the parts fit each other. */
  public SourceStamp {
    if (version.isBlank() || !ID.matcher(commit).matches() || !ID.matcher(tree).matches()
        || !(tagObject.isEmpty() || ID.matcher(tagObject).matches())) {
      throw new IllegalArgumentException("no stamp: " + version + " " + commit + " " + tree + " " + tagObject);
    }
    if (release == tag.isEmpty() || release && dirty || !release && !tagObject.isEmpty()) {
      throw new IllegalArgumentException("a release has a tag and a clean tree, a snapshot has no tag");
    }
    if (module.startsWith("/") || module.endsWith("/")) {
      throw new IllegalArgumentException("the module is a relative folder: " + module);
    }
  }
}
