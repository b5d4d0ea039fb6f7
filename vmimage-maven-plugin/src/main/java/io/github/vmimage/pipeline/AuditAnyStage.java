package io.github.vmimage.pipeline;

import io.github.vmimage.disk.OpenDisk;
import io.github.vmimage.seal.AuditReport;
import io.github.vmimage.seal.AuditedBuild;
import java.nio.file.Path;
import java.util.List;

/** Holds any disk against the rules, whoever built it: qcow2, raw, VHD, VHDX, VMDK or OVA. Needs no build and hands nothing on. */
public final class AuditAnyStage implements Stage {
  private final StageContext context;
  private final Path disk;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   * @param disk the disk's file
   */
  public AuditAnyStage(StageContext context, Path disk) {
    this.context = context;
    this.disk = disk;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public String describe() {
    return "check the seal of " + disk;
  }

  @Override
  public List<Path> traces() {
    return List.of(disk);
  }

  @Override
  public boolean isOfImage() {
    return false;
  }

  @Override
  public void run() {
    NeededTools.toolbox(context).require(name(), NeededTools.audit());
    AuditReport report;
    context.progress().step("looking into the disk", 0, 0);
    try (OpenDisk open = new AnyDisk(context).open(disk, "audit")) {
      report = AuditStage.report(context, open, AuditedBuild.unknown());
    } finally {
      context.progress().stepEnds();
    }
    AuditStage.tell(context, report, disk.toString());
  }
}
