package io.github.vmimage.upstream;

/** Where released images come from. The resolver of Maven stands behind it, and a fake in tests. */
public interface ReleasedImages {

  /**
   * Finds a released image and its disk.
   *
   * @param upstream which one
   * @return the image, its manifest checked against the schema
   * @throws io.github.vmimage.report.ProblemException when there is none, or its manifest is wrong
   */
  ReleasedImage resolve(ArtifactUpstream upstream);
}
