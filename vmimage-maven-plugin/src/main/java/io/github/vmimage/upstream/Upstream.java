package io.github.vmimage.upstream;

/** Something an image starts from, as its author declared it: well-formed, but not yet fetched or proven. */
public sealed interface Upstream permits UrlUpstream, ArtifactUpstream, DebianArchiveUpstream, CloudUpstream {

  /** The id of the only upstream of a project that gave it none. */
  String DEFAULT_ID = "upstream";

  /**
   * What the author calls it.
   *
   * @return small letters, digits and {@code _}, beginning with a letter; unique in a project
   */
  String id();
}
