package io.github.vmimage.pipeline;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.List;

/** What can be wrong with the upgrade of an older release, and with the question for it. */
final class UpgradeProblems {
  private static final int MOST_SHOWN = 20;

  private UpgradeProblems() {}

  static Problem unreadable(String place, String from) {
    return Problem.project("It is not said which versions are to be upgraded").at(place).saw(from.isEmpty() ? "nothing" : from)
        .accepts("all, or released versions with commas").next("-Dfrom=all, or -Dfrom=1.0.0");
  }

  static Problem snapshot(String place, String version, Coordinates project, List<String> older) {
    return version("An upgrade starts from a release, not from a SNAPSHOT", place, version, project, older);
  }

  static Problem notOlder(String place, String version, Coordinates project, List<String> older) {
    return version("An upgrade starts from an older version", place, version, project, older);
  }

  static Problem noSuchRelease(String place, String version, Coordinates project, List<String> older) {
    return version("The version to upgrade from is not released", place, version, project, older);
  }

  private static Problem version(String what, String place, String version, Coordinates project, List<String> older) {
    return Problem.project(what).at(place).saw(version).accepts(known(project, older))
        .next(older.isEmpty() ? "release an older version first, or add the <repository> that holds it"
            : "-Dfrom=" + older.get(older.size() - 1) + ", or -Dfrom=all");
  }

  static Problem noDisk(Coordinates release, Path manifest, List<String> formats, Coordinates project, List<String> older) {
    return Problem.project("The release to upgrade from has no qcow2 disk").at(release.toString())
        .saw((formats.isEmpty() ? "no disk" : String.join(", ", formats)) + "\nin " + manifest)
        .accepts("a release with a qcow2 disk; " + known(project, older)).next("name the others: -Dfrom=VERSION,VERSION");
  }

  static Problem otherImage(Path manifest, Coordinates seen, Coordinates asked) {
    return Problem.project("A release has the manifest of another image").at(asked.toString()).saw(seen + "\nin " + manifest)
        .accepts("a manifest of " + asked).next(Hints.removeFolder(manifest.getParent()) + Hints.THEN_AGAIN + Hints.BROKEN_RELEASE);
  }

  private static String known(Coordinates project, List<String> older) {
    String image = project.groupId() + ":" + project.artifactId();
    if (older.isEmpty()) {
      return "a release of " + image + " that is older than " + project.version() + "; none is known";
    }
    List<String> shown = older.subList(Math.max(0, older.size() - MOST_SHOWN), older.size());
    return "releases of " + image + " that are older than " + project.version() + ": "
        + (shown.size() < older.size() ? "..., " : "") + String.join(", ", shown);
  }

  static Problem noFreshImage(Path record, Coordinates project, String seen) {
    return Problem.project("There is no fresh image of this version to compare with").at(project.toString())
        .saw("no build of it below " + record.getParent() + "\n" + seen)
        .accepts("a build in this work tree, or this version's release").next("mvn install, then mvn vmimage:upgrade-test -Dfrom=all");
  }

  static Problem acceptedWithoutReason(String place, String name) {
    return Problem.project("A difference of packages is accepted without a reason").at(place + "<reason>")
        .saw(name.isEmpty() ? "no reason" : name + ", no reason").accepts("why an upgraded machine may differ, in your own words")
        .next("write the reason, or remove the difference");
  }

  static Problem badAcceptedName(String place, String name) {
    return Problem.project("It cannot be read which packages may differ").at(place + "<package>").saw(name.isEmpty() ? "no name" : name)
        .accepts("a package's name; * stands for any characters, but not at the beginning")
        .next("<difference><package>linux-image-*</package><reason>...</reason></difference>");
  }
}
