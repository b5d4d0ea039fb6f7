package io.github.vmimage.mojo;

import io.github.vmimage.pipeline.AuditAnyStage;
import io.github.vmimage.pipeline.AuditStage;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import java.io.File;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Opens the finished disk, offline, read-only and without root, and checks that it is sealed and stamped. With {@code -Ddisk=FILE} it
 * does so with any disk, without a build and without a project.
 */
@Mojo(name = "audit", defaultPhase = LifecyclePhase.INSTALL, requiresProject = false, threadSafe = true)
public final class AuditMojo extends ImageMojo {

  /**
   * A disk to look into instead of the one that was built: qcow2, raw, VHD, VHDX, VMDK or OVA. File systems other than ext2, ext3 and ext4
   * are read with libguestfs. Rules are waived in the POM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "disk")
  private File disk;

  @Override
  Stage stage(StageContext context) {
    return disk == null ? new AuditStage(context) : new AuditAnyStage(context, disk.toPath());
  }
}
