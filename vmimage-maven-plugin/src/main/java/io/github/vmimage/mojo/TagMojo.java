package io.github.vmimage.mojo;

import io.github.vmimage.pipeline.TagStage;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Stamps HEAD with the annotated tag of the project's version, after the same checks that a release makes.
 */
@Mojo(name = "tag", threadSafe = true)
public final class TagMojo extends ImageMojo {

  @Override
  Stage stage(StageContext context) {
    return new TagStage(context);
  }

  @Override
  boolean worksInTarget() {
    return false;
  }
}
