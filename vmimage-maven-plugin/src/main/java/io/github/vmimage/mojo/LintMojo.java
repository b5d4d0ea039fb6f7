package io.github.vmimage.mojo;

import io.github.vmimage.maven.PomAllowances;
import io.github.vmimage.pipeline.LintStage;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Lints the Packer template and the Ansible playbook: {@code packer validate}, {@code packer fmt}, {@code ansible-playbook
 * --syntax-check}, {@code ansible-lint} and the plugin's own rules, side by side. What was found is printed, and written to
 * {@code target/vmimage/lint.sarif}. No virtual machine is started and no upstream is downloaded.
 */
@Mojo(name = "lint", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class LintMojo extends ImageMojo {
  /**
   * Whether only the plugin's own rules look at the files, and no program is started: for a project that one does not trust. Packer and
   * Ansible run what a project names ({@code vault_password_file}, plugins and inventories of its {@code ansible.cfg},
   * {@code packer-provisioner-NAME} in the folder) while they only check it. Less is found, and the log says so.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.lint.passive", defaultValue = "false")
  private boolean passive;

  @Override
  Stage stage(StageContext context) {
    Path pom = hasPom() ? project.getFile().toPath() : Path.of("pom.xml");
    return new LintStage(context, new PomAllowances(pom, context.project().basedir(),
        execution.getMojoDescriptor().getPluginDescriptor().getArtifactId()), passive);
  }
}
