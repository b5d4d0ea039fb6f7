package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.PlaybookTime;
import io.github.vmimage.pipeline.Workspace.Handover;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.source.SourceStamp;
import java.util.Map;

/**
 * What a build made.
 *
 * @param coordinates of the project as it was built
 * @param source what it was built from
 * @param disk path of the finished disk, compressed and without a backing file
 * @param sha256 digest of that file when the build ended
 * @param virtualSize bytes that a guest sees
 * @param toolchain versions by the tool's name
 * @param publicKey line of the throw-away key with which the build logged in; empty if unknown. No other build has it
 * @param playbook how long the playbook took in the build; {@link PlaybookTime#NONE} if unknown
 */
record BuildRecord(Coordinates coordinates, SourceStamp source, String disk, String sha256, long virtualSize,
    Map<String, String> toolchain, String publicKey, PlaybookTime playbook) {

  /** A record of an older version of this plugin has no key and no time. */
  BuildRecord {
    publicKey = publicKey == null ? "" : publicKey;
    playbook = playbook == null ? PlaybookTime.NONE : playbook;
  }

  /**
   * Takes the record of this project's build. One of another version is refused: it would be published under a version that it was not
   * built as.
   */
  static BuildRecord take(Workspace workspace, Coordinates project) {
    BuildRecord build = workspace.take(Handover.BUILD, BuildRecord.class);
    if (!project.equals(build.coordinates())) {
      String built = build.coordinates() == null ? "no coordinates" : build.coordinates().toString();
      throw StageProblems.otherVersion(workspace.images(), built, project).asException();
    }
    return build;
  }
}
