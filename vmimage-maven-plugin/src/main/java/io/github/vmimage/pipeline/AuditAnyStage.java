package io.github.vmimage.pipeline;

import io.github.vmimage.disk.OpenDisk;
import io.github.vmimage.guest.Accelerator;
import io.github.vmimage.guest.AcceleratorChoice;
import io.github.vmimage.guest.AcceleratorRace;
import io.github.vmimage.seal.Audit;
import io.github.vmimage.seal.AuditReport;
import io.github.vmimage.seal.AuditedBuild;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Holds any disk against the rules, whoever built it: qcow2, raw, VHD, VHDX, VMDK or OVA. Needs no build and hands nothing on. */
public final class AuditAnyStage implements Stage {
  private static final String SETTINGS = "LIBGUESTFS_BACKEND_SETTINGS";

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
    try (OpenDisk open = OpenDisk.openAny(disk, context.workspace().temporary().resolve("audit"), context.processes(),
        this::libguestfs)) {
      AuditedBuild unknown = AuditedBuild.unknown().missing(AuditStage.parts(open)).with(AuditStage.beside(open));
      report = open.root() == null ? Audit.ofNothing(unknown, context.project().waivers())
          : open.read(root -> Audit.run(root, unknown, context.project().waivers()));
    } finally {
      context.progress().stepEnds();
    }
    AuditStage.tell(context, report, disk.toString());
  }

  /** Its virtual machine starts with KVM wherever there is one, even where KVM is broken or slower than none. */
  private Map<String, String> libguestfs() {
    if (System.getenv(SETTINGS) != null) {
      return Map.of();
    }
    AcceleratorChoice choice = new AcceleratorRace(context.processes())
        .choose(Accelerator.parse(context.project().guest().accelerator()), context.project().cache(), context.workspace().temporary());
    return choice.accelerator().equals(Accelerator.TCG.toString()) ? Map.of(SETTINGS, "force_tcg") : Map.of();
  }
}
