package io.github.vmimage.mojo;

import io.github.vmimage.pipeline.UpstreamStage;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Fetches what the image is built from and proves it: by a pinned digest, by the manifest of a released image, by the signature of a
 * distribution's archive, or by its owner in a cloud.
 */
@Mojo(name = "verify-upstream", defaultPhase = LifecyclePhase.INSTALL, threadSafe = true)
public final class VerifyUpstreamMojo extends ImageMojo {

  @Override
  Stage stage(StageContext context) {
    return new UpstreamStage(context);
  }
}
