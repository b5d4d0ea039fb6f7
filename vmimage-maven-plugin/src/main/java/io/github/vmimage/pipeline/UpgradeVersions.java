package io.github.vmimage.pipeline;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.Problems;
import java.util.List;
import java.util.Set;

/** Chooses the older releases that are upgraded. */
final class UpgradeVersions {
  private static final String SNAPSHOT = "-SNAPSHOT";
  private final ImageVersions versions;
  private final Coordinates project;
  private final boolean offline;

  /**
   * Chooses for an image.
   *
   * @param versions of released images
   * @param project the version that the older ones become
   * @param offline whether only the local repository is asked, which does not know what is released
   */
  UpgradeVersions(ImageVersions versions, Coordinates project, boolean offline) {
    this.versions = versions;
    this.project = project;
    this.offline = offline;
  }

  /** {@return every release of the image that is older than this version, oldest first in Maven's order} */
  List<String> older() {
    return releases(versions.before(project.groupId(), project.artifactId(), project.version()));
  }

  private static List<String> releases(List<String> all) {
    return all.stream().filter(v -> !v.endsWith(SNAPSHOT)).toList();
  }

  /**
   * Chooses.
   *
   * @param request what is asked for
   * @return versions, oldest first; nothing where every older release is asked for and there is none
   * @throws io.github.vmimage.report.ProblemException with each version that cannot be upgraded from
   */
  List<String> chosen(UpgradeRequest request) {
    List<String> asked = request.versions();
    List<String> older = older();
    if (asked.equals(List.of(UpgradeRequest.ALL))) {
      return older;
    }
    Problems problems = new Problems();
    for (String version : asked) {
      if (version.endsWith(SNAPSHOT)) {
        problems.add(UpgradeProblems.snapshot(request.place(), version, project, older));
      } else if (!older.contains(version)) {
        problems.add(isReleased(version) ? UpgradeProblems.notOlder(request.place(), version, project, older)
            : offline ? UpgradeProblems.notAtHand(request.place(), version, project, older)
            : UpgradeProblems.noSuchRelease(request.place(), version, project, older));
      }
    }
    problems.throwIfAny();
    Set<String> wanted = Set.copyOf(asked);
    return older.stream().filter(wanted::contains).toList();
  }

  private boolean isReleased(String version) {
    List<String> later = versions.after(project.groupId(), project.artifactId(), project.version());
    return version.equals(project.version()) || later.contains(version);
  }

}
