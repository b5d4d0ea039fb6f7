package io.github.vmimage.mojo;

import io.github.vmimage.maven.PomFile;
import io.github.vmimage.pipeline.PinStage;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes into the POM what one upstream is trusted by: the digest of what its URL serves now, or the newer version that is asked for, after
 * it was fetched or its cloud was asked. Every other byte of the POM stays as it is. A digest made this way is of what was served just now:
 * compare it with the distributor's signed list.
 */
@Mojo(name = "pin", threadSafe = true)
public final class PinMojo extends ImageMojo {

  /**
   * The id of the upstream. It may be left out where there is only one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "upstream")
  private String pinUpstream;

  /**
   * What to pin: a version of a released image or of an Azure image, a dated folder beside a URL ({@code 20240717-1811}), the ID of an
   * AMI, the name of an image of Compute Engine. Without it the digest of a URL is written.
   *
   * @since 0.1.0
   */
  @Parameter(property = "to")
  private String pinTo;

  @Override
  Stage stage(StageContext context) {
    return new PinStage(context, pinUpstream, pinTo, project.getFile().toPath(),
        new PomFile(project.getFile().toPath(), execution.getMojoDescriptor().getPluginDescriptor().getArtifactId()));
  }

  @Override
  boolean worksInTarget() {
    return false;
  }
}
