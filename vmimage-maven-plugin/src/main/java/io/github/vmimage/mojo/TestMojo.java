package io.github.vmimage.mojo;

import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import io.github.vmimage.pipeline.TestStage;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Boots two throw-away clones of the finished disk, proves that they are two sealed machines of this release, runs
 * {@code src/test/ansible/verify.yml} in one and applies the playbook again, without a change, to the other.
 */
@Mojo(name = "test", defaultPhase = LifecyclePhase.INSTALL, threadSafe = true)
public final class TestMojo extends ImageMojo {

  @Override
  Stage stage(StageContext context) {
    return new TestStage(context);
  }
}
