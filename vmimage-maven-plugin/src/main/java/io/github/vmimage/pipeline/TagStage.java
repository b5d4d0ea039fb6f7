package io.github.vmimage.pipeline;

import io.github.vmimage.source.SourceRepository;
import io.github.vmimage.source.Tagging;

/** Stamps the source with the tag of its version. */
public final class TagStage implements Stage {
  private final StageContext context;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   */
  public TagStage(StageContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "tag";
  }

  @Override
  public String describe() {
    return "set the annotated tag " + context.project().tag() + " on HEAD";
  }

  @Override
  public void run() {
    ImageProject project = context.project();
    String version = project.coordinates().version();
    try (SourceRepository repository = SourceRepository.open(project.basedir(), project.buildDirectory(), context.processes())) {
      Tagging tagging = repository.tag(version, project.tag(), project.imageName() + " " + version);
      context.progress().info("Tag " + tagging.stamp().tag() + (tagging.created() ? " set on " : " is already on ")
          + tagging.stamp().commit() + ". Next: mvn deploy");
    }
  }
}
