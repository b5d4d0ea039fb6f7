package io.github.vmimage.mojo;

import io.github.vmimage.pipeline.AuditStage;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Opens the finished disk, offline, read-only and without root, and checks that it is sealed and stamped.
 */
@Mojo(name = "audit", defaultPhase = LifecyclePhase.INSTALL, threadSafe = true)
public final class AuditMojo extends ImageMojo {

  @Override
  Stage stage(StageContext context) {
    return new AuditStage(context);
  }
}
