package io.github.vmimage.mojo;

import io.github.vmimage.maven.DeploymentTarget;
import io.github.vmimage.maven.RequestedWork;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import io.github.vmimage.pipeline.ValidateStage;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Checks every parameter in a second. Where the build goes on to build a release version, HEAD must carry its tag and the work tree must be
 * clean; where it will be deployed, there must be a repository, and a release version must be unused in it.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class ValidateMojo extends ImageMojo {

  @Override
  Stage stage(StageContext context) {
    RequestedWork work = RequestedWork.of(session, project);
    return new ValidateStage(context, work.builds(),
        work.deploys() ? () -> new DeploymentTarget(repositorySystem, session, project).requireReady(context.workspace().temporary())
            : () -> {});
  }
}
