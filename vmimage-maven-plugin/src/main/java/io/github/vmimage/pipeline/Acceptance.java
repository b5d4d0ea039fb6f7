package io.github.vmimage.pipeline;

import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.guest.TestGuest;
import io.github.vmimage.pipeline.TestRecord.Test;
import io.github.vmimage.report.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The project's own assertions, {@code src/test/ansible/verify.yml}, hold in a clone. */
final class Acceptance {
  /** Below the module. */
  static final Path PLAYBOOK = Path.of("src", "test", "ansible", "verify.yml");

  private final TwinPlaybook playbooks;

  Acceptance(TwinPlaybook playbooks) {
    this.playbooks = playbooks;
  }

  /** Whether the project has any; without them the test is waived, never passed. */
  static boolean isGiven(Path module) {
    return Files.exists(module.resolve(PLAYBOOK));
  }

  static Test absent() {
    return Test.waived(TestRecord.ACCEPTANCE, "The project has no " + PLAYBOOK, Map.of());
  }

  TestRecord.Play run(TestGuest guest) {
    return playbooks.apply(playbooks.module().resolve(PLAYBOOK), guest);
  }

  Test passed(TestRecord.Play play) {
    return Test.passed(TestRecord.ACCEPTANCE, Map.of("playbook", play.playbook(), "ok", Integer.toString(play.ok()),
        "sha256", FileDigest.of(playbooks.module().resolve(PLAYBOOK), Progress.SILENT).sha256()));
  }
}
