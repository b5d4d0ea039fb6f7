package io.github.vmimage.mojo;

import io.github.vmimage.maven.LocalRoom;
import io.github.vmimage.maven.Publication;
import io.github.vmimage.pipeline.ManifestStage;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import io.github.vmimage.release.EvidenceArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Writes the release manifest, makes it the project's main artifact and attaches the disk and the evidence of its upstreams, so that
 * install and deploy publish both.
 */
@Mojo(name = "attach", defaultPhase = LifecyclePhase.INSTALL, threadSafe = true)
public final class AttachMojo extends ImageMojo {

  @Inject
  private MavenProjectHelper helper;

  @Override
  Stage stage(StageContext context) {
    return new ManifestStage(context);
  }

  @Override
  void publish(StageContext context) {
    ManifestStage stage = new ManifestStage(context);
    if (execution.getSource() == MojoExecution.Source.LIFECYCLE) {
      LocalRoom.require(Path.of(session.getLocalRepository().getBasedir(), session.getLocalRepository().pathOf(project.getArtifact())),
          List.of(stage.manifestFile(), stage.diskFile()));
    }
    project.getArtifact().setFile(stage.manifestFile().toFile());
    helper.attachArtifact(project, "qcow2", stage.diskFile().toFile());
    if (Files.exists(stage.evidenceFile())) {
      helper.attachArtifact(project, EvidenceArchive.EXTENSION, EvidenceArchive.CLASSIFIER, stage.evidenceFile().toFile());
    }
  }

  @Override
  void pretend() {
    Publication.skip(project);
  }
}
