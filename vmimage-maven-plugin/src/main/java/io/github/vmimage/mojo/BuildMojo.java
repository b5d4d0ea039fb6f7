package io.github.vmimage.mojo;

import io.github.vmimage.pipeline.BuildStage;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Builds the image with Packer: a release from its Git tag only, a SNAPSHOT from the work tree.
 */
@Mojo(name = "build", defaultPhase = LifecyclePhase.INSTALL, threadSafe = true)
public final class BuildMojo extends ImageMojo {

  @Override
  Stage stage(StageContext context) {
    return new BuildStage(context);
  }
}
