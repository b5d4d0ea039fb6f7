package io.github.vmimage.pipeline;

import java.util.List;

/** Which versions of a released image there are: Maven's resolver in production, a list in tests. */
@FunctionalInterface
public interface ImageVersions {

  /**
   * Lists the versions of a range.
   *
   * @param groupId Maven's groupId
   * @param artifactId Maven's artifactId
   * @param range in Maven's syntax, such as {@code (1.0,)}
   * @return those that exist, oldest first in Maven's order; snapshots may be among them
   * @throws io.github.vmimage.report.ProblemException when somebody cannot be asked
   */
  List<String> within(String groupId, String artifactId, String range);

  /**
   * Lists later versions.
   *
   * @param groupId Maven's groupId
   * @param artifactId Maven's artifactId
   * @param version the version in use
   * @return what is after it in Maven's order, oldest first; snapshots may be among them
   * @throws io.github.vmimage.report.ProblemException when somebody cannot be asked
   */
  default List<String> after(String groupId, String artifactId, String version) {
    return within(groupId, artifactId, "(" + version + ",)");
  }

  /**
   * Lists older versions.
   *
   * @param groupId Maven's groupId
   * @param artifactId Maven's artifactId
   * @param version the version in use
   * @return what is before it in Maven's order, oldest first; snapshots may be among them
   * @throws io.github.vmimage.report.ProblemException when somebody cannot be asked
   */
  default List<String> before(String groupId, String artifactId, String version) {
    return within(groupId, artifactId, "(," + version + ")");
  }
}
