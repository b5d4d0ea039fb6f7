package io.github.vmimage.maven;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can be wrong with the repository that a release is deployed to. */
final class DeploymentProblems {

  private DeploymentProblems() {}

  static Problem released(String groupId, String artifactId, String version, String url) {
    return Problem.project("Version " + version + " of " + groupId + ":" + artifactId + " is released already, and a release never changes")
        .at(url).saw(artifactId + "-" + version + ".json").accepts("a version that the repository does not hold yet")
        .next("mvn release:prepare release:perform for the next version, or mvn install to rebuild this one here");
  }

  /** The POM is uploaded first. */
  static Problem begun(String groupId, String artifactId, String version, String url) {
    return Problem.project("A part of version " + version + " of " + groupId + ":" + artifactId
        + " is in the repository: an earlier deploy was refused or cut off")
        .at(url).saw(artifactId + "-" + version + ".pom, and no .json").accepts("a version of which the repository holds nothing")
        .next("delete what the repository has of that version, then mvn deploy; or release the next version: mvn release:prepare"
            + " release:perform");
  }

  static Problem refused(String url, String serverId, String seen) {
    return Problem.environment("The repository refused the release").at(url).saw(seen)
        .next(Hints.repositoryAccess(serverId) + ", then mvn deploy");
  }

  static Problem refusedHalfway(String url, String serverId, String seen) {
    return Problem.environment("The repository refused a file of the release, and may have others of it").at(url).saw(seen)
        .next("delete what the repository has of that version, then mvn deploy; if it stays so, " + Hints.repositoryAccess(serverId));
  }

  static Problem noRoom(Path folder, long free, long needed) {
    return Problem.environment("There is no room for the image in the local repository").at(folder).saw(free + " bytes free")
        .accepts(needed + " bytes or more").next(Hints.roomFor(folder) + Hints.THEN_AGAIN);
  }

  static Problem unknownRoom(Path folder, String reason) {
    return Problem.environment("The room in the local repository cannot be told").at(folder).saw(reason)
        .next(Hints.readableFolder(folder));
  }

  static Problem offline() {
    return Problem.environment("A release cannot be deployed while Maven is offline").at("-o, or <offline> in settings.xml").saw("offline")
        .accepts("mvn deploy online, mvn install offline").next("mvn deploy without -o");
  }

  static Problem badAlternative(String value) {
    return Problem.project("The deployment repository cannot be read").at("-DaltDeploymentRepository").saw(value).accepts("id::url")
        .next("mvn deploy -DaltDeploymentRepository=releases::https://repository.example/releases");
  }

  static Problem noRepository() {
    return Problem.project("There is no repository to deploy to").at("<distributionManagement><repository>").saw("not set")
        .accepts("a Maven repository").next("add <distributionManagement> to the POM, or run mvn deploy -DaltDeploymentRepository=id::url");
  }

  static Problem notAsked(String version, String url, String serverId, String reason) {
    return Problem.environment("The repository could not be asked whether version " + version + " is released already").at(url)
        .saw(reason).next(Hints.repositoryAccess(serverId));
  }

  static Problem unreachable(String url, String serverId, String reason) {
    return Problem.environment("The repository cannot be reached").at(url).saw(reason).next(Hints.repositoryAccess(serverId));
  }

  static Problem noTemporaryFolder(Path folder, String reason) {
    return Problem.environment("A temporary folder could not be made").at(folder).saw(reason).next(Hints.roomAndRights(folder));
  }
}
