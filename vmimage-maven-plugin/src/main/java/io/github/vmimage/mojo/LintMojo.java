package io.github.vmimage.mojo;

import io.github.vmimage.pipeline.LintStage;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Lints the Packer template and the Ansible playbook: {@code packer validate}, {@code packer fmt}, {@code ansible-playbook
 * --syntax-check} and {@code ansible-lint}, side by side. No virtual machine is started and no upstream is downloaded.
 */
@Mojo(name = "lint", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class LintMojo extends ImageMojo {

  @Override
  Stage stage(StageContext context) {
    return new LintStage(context);
  }
}
