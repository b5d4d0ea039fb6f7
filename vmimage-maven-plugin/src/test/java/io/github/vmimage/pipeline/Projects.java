package io.github.vmimage.pipeline;

import io.github.vmimage.download.Network;
import io.github.vmimage.download.TransferProgress;
import io.github.vmimage.packer.TimeLimits;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Progress;
import io.github.vmimage.upstream.TrustDeclaration;
import io.github.vmimage.upstream.UpstreamDeclaration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Image projects as a POM would say them. */
final class Projects {
  private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

  private Projects() {}

  /** A project in a folder, with a guest of 256 MiB. */
  static ImageProject in(Path folder, List<UpstreamDeclaration> upstreams) {
    return new ImageProject(new Coordinates("org.example", "image", "1-SNAPSHOT"), folder, folder.resolve("target"),
        folder.resolve("src/main/packer"), folder.resolve("src/main/ansible/playbook.yml"), "image", "release-@{project.version}",
        upstreams, TrustDeclaration.NONE, Map.of(), List.of(), List.of(), new ImageProject.GuestSettings("tcg", 1, 256, LIMITS),
        TestSettings.ALL, UpgradeRequest.of(null, null, List.of()), "packer", folder.resolve("cache"));
  }

  /** A context in which no image is released. */
  static StageContext context(ImageProject project, boolean offline) {
    Network direct = Network.direct();
    Network network = new Network(direct.proxies(), direct.credentials(), direct.connect(), direct.stall(), offline);
    Path target = project.buildDirectory().resolve("vmimage");
    return new StageContext(project, new Workspace(target, target),
        new Processes(Secrets.NONE, Progress.SILENT), Progress.SILENT, network, TransferProgress.SILENT,
        (coordinates, classifier, extension) -> {
          throw Problem.environment("The released image " + coordinates + " cannot be resolved").next("release it first").asException();
        }, "0.1.0");
  }
}
