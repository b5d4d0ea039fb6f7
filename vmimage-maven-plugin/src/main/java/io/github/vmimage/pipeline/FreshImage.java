package io.github.vmimage.pipeline;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.disk.OpenDisk;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.Manifest;
import io.github.vmimage.release.Manifest.InstalledPackage;
import io.github.vmimage.release.ManifestReader;
import io.github.vmimage.report.AbsentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A fresh image of this version, which an upgraded machine is to be like.
 *
 * @param packages that it has
 * @param where the file that says so
 */
record FreshImage(List<InstalledPackage> packages, Path where) {

  /** Takes the disk that was built here, else what this version's release says. */
  static FreshImage of(StageContext context, ImageRepository images) {
    Coordinates project = context.project().coordinates();
    Workspace workspace = context.workspace();
    if (workspace.holdsFinishedDisk()) {
      BuildRecord build = workspace.take(Workspace.Handover.BUILD, BuildRecord.class);
      if (project.equals(build.coordinates()) && Files.isRegularFile(Path.of(build.disk()))) {
        return ofDisk(build, context);
      }
    }
    if (!context.project().isRelease()) {
      throw UpgradeProblems.noFreshImage(workspace.record(Workspace.Handover.BUILD), project, "and a SNAPSHOT is no release").asException();
    }
    return ofRelease(project, images, workspace);
  }

  private static FreshImage ofDisk(BuildRecord build, StageContext context) {
    Path disk = Path.of(build.disk());
    FileDigest digest = FileDigest.of(disk, context.progress());
    if (!digest.sha256().equals(build.sha256())) {
      throw StageProblems.changedDisk(disk, digest.sha256(), build.sha256()).asException();
    }
    AnyDisk any = new AnyDisk(context);
    try (OpenDisk open = any.open(disk, "fresh")) {
      open.requireRoot();
      return new FreshImage(open.read(any.inventory()::read).packages(), disk);
    }
  }

  private static FreshImage ofRelease(Coordinates project, ImageRepository images, Workspace workspace) {
    Path file;
    try {
      file = images.fetch(project, "json");
    } catch (AbsentException absent) {
      throw UpgradeProblems.noFreshImage(workspace.record(Workspace.Handover.BUILD), project, absent.problems().get(0).what())
          .because(absent);
    }
    Manifest manifest = ManifestReader.read(file).manifest();
    if (!manifest.coordinates().equals(project)) {
      throw UpgradeProblems.otherImage(file, manifest.coordinates(), project).asException();
    }
    return new FreshImage(manifest.guest().packages(), file);
  }
}
