package io.github.vmimage.pipeline;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
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

  static Problem notAtHand(String place, String version, Coordinates project, List<String> older) {
    return version("The version to upgrade from is not in the local repository, and Maven is offline", place, version, project, older)
        .next(Hints.ONLINE);
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

  static Problem noSignature(Coordinates image, String seen) {
    return Problem.project("The POM has an <upgradeSignature>, but the manifest of an older release has no signature").at(image.toString())
        .saw(seen).accepts("a detached signature beside the manifest, extension json.asc")
        .next("upgrade from the releases that are signed: <upgradeFrom> and -Dfrom take versions with commas");
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

  /** What a room says of its own, and of which upgrade it says so. */
  static Problem during(String from, Problem one) {
    return new Problem(one.cause(), "Upgrade from " + from + ": " + one.what(), one.where(), one.seen(), one.accepted(), one.next());
  }

  static Problem notIdempotent(Coordinates release, List<String> tasks) {
    return upgrade(release, "the playbook changes something again on an upgraded machine").saw(String.join("\n", tasks))
        .accepts("changed=0 where it is applied a second time")
        .next("let each task look before it acts (creates, changed_when), or name a task or role that cannot, with the reason, in <nonIdempotent>");
  }

  static Problem otherStamp(Coordinates release, String seen, String expected) {
    return upgrade(release, "the upgraded machine does not name this version")
        .saw("IMAGE_VERSION=" + seen + " in /etc/release").accepts("IMAGE_VERSION=" + expected)
        .next("apply the role vmimage_stamp in the playbook, without a condition");
  }

  static Problem otherPackages(Coordinates release, List<PackageDifference> differences, Path fresh) {
    List<String> shown = new ArrayList<>(differences.stream().limit(MOST_SHOWN)
        .map(d -> d.name() + ": " + UpgradeTable.version(d.upgraded()) + ", fresh " + UpgradeTable.version(d.fresh())).toList());
    if (differences.size() > MOST_SHOWN) {
      shown.add("and " + (differences.size() - MOST_SHOWN) + " more, in the table above");
    }
    return upgrade(release, differences.size() + (differences.size() == 1 ? " package is" : " packages are")
        + " not as in a fresh image of this version").saw(String.join("\n", shown)).accepts("the packages of " + fresh)
        .next("let the playbook install, upgrade or remove them by name; or accept what is right:\n"
            + "<upgradeDifferences><difference><package>" + differences.get(0).name()
            + "</package><reason>...</reason></difference></upgradeDifferences>");
  }

  private static Problem upgrade(Coordinates release, String what) {
    return Problem.project("Upgrade from " + release.version() + ": " + what).at(release.toString());
  }

  static Problem failed(Coordinates project, List<String> versions) {
    return Problem.project("No manifest is written after an upgrade that failed").at(project.toString())
        .saw("the upgrade from " + String.join(", ", versions) + " failed").accepts("upgrades that passed")
        .next("mvn vmimage:upgrade-test -Dfrom=" + String.join(",", versions));
  }

  static Problem noPlaybook(Path playbook) {
    return Problem.project("An upgrade needs a playbook, and the project has none").at("<playbook> (vmimage.playbook)").saw(playbook)
        .accepts("the playbook that this version's image was made with")
        .next("replace machines of older releases instead of upgrading them, and remove <upgradeFrom>");
  }

  static Problem noAnswer(String what, int exitCode, String said) {
    return Problem.project("The upgraded machine does not answer").at(what + " in it").saw("exit code " + exitCode + "\n" + said)
        .accepts("a guest that carries the stamp, with dpkg or rpm").next("look at the playbook's last tasks; -X shows every command");
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
