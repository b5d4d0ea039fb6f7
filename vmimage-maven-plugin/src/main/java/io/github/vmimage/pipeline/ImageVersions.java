package io.github.vmimage.pipeline;

import java.util.List;

/** Which versions of a released image there are: Maven's resolver in production, a list in tests. */
@FunctionalInterface
public interface ImageVersions {

  /**
   * Lists later versions.
   *
   * @param groupId Maven's groupId
   * @param artifactId Maven's artifactId
   * @param version the version in use
   * @return what is after it in Maven's order, oldest first; snapshots may be among them
   * @throws io.github.vmimage.report.ProblemException when nobody can be asked
   */
  List<String> after(String groupId, String artifactId, String version);
}
