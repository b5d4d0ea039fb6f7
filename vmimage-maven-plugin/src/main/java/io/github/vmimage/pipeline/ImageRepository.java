package io.github.vmimage.pipeline;

import io.github.vmimage.release.Coordinates;
import java.nio.file.Path;

/** Where released images come from: Maven's resolver in production, a folder in tests. */
public interface ImageRepository {

  /**
   * Fetches one file of a release.
   *
   * @param coordinates which release
   * @param classifier empty for the manifest, its signature and the disks
   * @param extension {@code json} for the manifest, {@code json.asc} for its signature, or the format of a disk
   * @return a local file, not verified by us yet
   * @throws io.github.vmimage.report.AbsentException when every repository answers that it has no such file
   * @throws io.github.vmimage.report.ProblemException when it cannot be had; whether it exists is not known then
   */
  Path fetch(Coordinates coordinates, String classifier, String extension);

  /**
   * Fetches a file without a classifier.
   *
   * @param coordinates which release
   * @param extension its extension
   * @return a local file, not verified by us yet
   * @throws io.github.vmimage.report.ProblemException when it cannot be had
   */
  default Path fetch(Coordinates coordinates, String extension) {
    return fetch(coordinates, "", extension);
  }
}
