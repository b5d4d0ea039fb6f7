package io.github.vmimage.pipeline;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.disk.DiskConversion;
import io.github.vmimage.disk.DiskInfo;
import io.github.vmimage.files.Folders;
import io.github.vmimage.packer.PackerBinary;
import io.github.vmimage.pipeline.Workspace.Handover;
import io.github.vmimage.process.FoundTool;
import io.github.vmimage.process.Tool;
import io.github.vmimage.source.SourceStamp;
import io.github.vmimage.upstream.VerifiedUpstream;
import java.nio.file.Path;
import java.util.List;

/** Builds the image from its stamped source and its proven upstreams, and finishes the disk for release. */
public final class BuildStage implements Stage {
  private final StageContext context;
  private final ImageProject project;
  private final Workspace workspace;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   */
  public BuildStage(StageContext context) {
    this.context = context;
    this.project = context.project();
    this.workspace = context.workspace();
  }

  @Override
  public String name() {
    return Handover.BUILD.goal();
  }

  @Override
  public String describe() {
    return "build " + project.imageName() + " from " + (project.isRelease() ? "tag " + project.tag() : "the work tree") + " with "
        + project.packer();
  }

  @Override
  public List<Path> traces() {
    return List.of(finished(), workspace.log("packer"));
  }

  @Override
  public void run() {
    List<VerifiedUpstream> upstreams = workspace.take(Handover.UPSTREAMS, UpstreamStage.VerifiedUpstreams.class).upstreams();
    workspace.forget(Handover.BUILD);
    FoundTool found = NeededTools.toolbox(context).require(name(), NeededTools.build(project)).get(Tool.PACKER);
    Folders.fresh(workspace.scratch());
    Checkout checkout = Checkout.of(context);
    PackerBinary packer = PackerBinary.of(context.processes(), found);
    context.progress().info("Source: " + describe(checkout.stamp()));

    Path finished = finished();
    Folders.fresh(workspace.images());
    PackerRun.Made made = new PackerRun(context, checkout).of(packer, CheckedUpstream.of(upstreams));
    Path disk = BuiltDisk.of(made.image(), project.imageName(), workspace.log("packer"));
    context.progress().info("Compressing the disk");
    DiskInfo info = DiskConversion.toQcow2(disk, finished, context.processes(), context.progress());
    Folders.delete(workspace.output());
    FileDigest digest = FileDigest.of(finished, context.progress());
    context.progress().info("Built " + finished.getFileName() + ", " + digest.size() / (1 << 20) + " MiB");
    workspace.hand(Handover.BUILD, new BuildRecord(context.project().coordinates(), checkout.stamp(), finished.toString(), digest.sha256(),
        info.virtualSize(), new Toolchain(context).versions(packer.version().toString()), made.publicKey(), made.playbook()));
  }

  private Path finished() {
    return workspace.images().resolve(project.coordinates().artifactId() + "-" + project.coordinates().version() + ".qcow2");
  }

  private static String describe(SourceStamp stamp) {
    return stamp.release() ? "tag " + stamp.tag() + ", commit " + stamp.commit()
        : "the work tree on commit " + stamp.commit() + (stamp.dirty() ? ", with changes that are not committed" : "");
  }
}
