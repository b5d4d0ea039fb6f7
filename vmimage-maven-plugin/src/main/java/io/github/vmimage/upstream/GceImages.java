package io.github.vmimage.upstream;

import io.github.vmimage.process.Processes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Asks Google Compute Engine of images. */
final class GceImages {
  private final CloudProgram gcloud;

  GceImages(Processes processes, UnaryOperator<String> place) {
    this.gcloud = CloudProgram.google(processes, place);
  }

  /** Holds an image against its declaration. */
  Proof.CloudImage prove(GceImageUpstream upstream) {
    String place = upstream.location();
    CloudAnswer image = gcloud.ask(place, "gcloud compute images list --project " + upstream.project()
        + " --no-standard-images\na family is no image", List.of("compute", "images", "describe", upstream.name(), "--project",
        upstream.project(), "--format=json"));
    CloudChecks checks = new CloudChecks(place);
    String link = image.text("selfLink");
    String[] parts = link.split("/projects/", 2);
    if (parts.length != 2 || !parts[1].matches("[^/]+/global/images/[^/]+")) {
      throw image.unexpected("selfLink " + link);
    }
    checks.owner(parts[1].substring(0, parts[1].indexOf('/')), upstream.project());
    checks.name(image.text("name"), upstream.name());
    checks.architecture(image.optional("architecture").map(a -> a.toLowerCase(Locale.ROOT)).orElse("none told"), upstream.architecture());
    String status = image.text("status");
    if (!status.equals("READY")) {
      checks.notUsable("status: " + status, "status: READY");
    }
    image.object("deprecated").flatMap(d -> d.optional("state")).filter(s -> !s.equals("ACTIVE"))
        .ifPresent(s -> checks.notUsable("deprecated.state: " + s, "deprecated.state: ACTIVE, or none"));
    checks.end();
    String id = image.text("id");
    if (!id.matches("\\d{1,20}")) {
      throw image.unexpected("id " + id);
    }
    return new Proof.CloudImage("gcp", "global", id, upstream.project(), upstream.name(), upstream.architecture(),
        image.time("creationTimestamp").map(Instant::toString).orElse(""));
  }
}
