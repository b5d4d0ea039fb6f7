package io.github.vmimage.mojo;

import io.github.vmimage.maven.PomAllowances;
import io.github.vmimage.pipeline.LintStage;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Lints the Packer template and the Ansible playbook: {@code packer validate}, {@code packer fmt}, {@code ansible-playbook
 * --syntax-check}, {@code ansible-lint} and the plugin's own rules, side by side. What was found is printed, and written to
 * {@code target/vmimage/lint.sarif}. No virtual machine is started and no upstream is downloaded.
 */
@Mojo(name = "lint", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class LintMojo extends ImageMojo {

  @Override
  Stage stage(StageContext context) {
    Path pom = hasPom() ? project.getFile().toPath() : Path.of("pom.xml");
    return new LintStage(context, new PomAllowances(pom, context.project().basedir(),
        execution.getMojoDescriptor().getPluginDescriptor().getArtifactId()));
  }
}
