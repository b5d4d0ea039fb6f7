package io.github.vmimage.upstream;

import io.github.vmimage.process.Processes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Asks Azure of images of its marketplace. */
final class AzureImages {
  private static final Map<String, String> ARCHITECTURES = Map.of("x64", "x86_64", "arm64", "arm64");

  private final CloudProgram az;
  private final Clock clock;

  AzureImages(Processes processes, UnaryOperator<String> place, Clock clock) {
    this.az = CloudProgram.azure(processes, place);
    this.clock = clock;
  }

  /** Holds an image against its declaration. */
  Proof.CloudImage prove(AzureImageUpstream upstream) {
    String place = upstream.location();
    CloudAnswer image = az.ask(place, "az vm image list --location " + upstream.region() + " --publisher " + upstream.publisher()
        + " --offer " + upstream.offer() + " --sku " + upstream.sku() + " --all --output table", List.of("vm", "image", "show",
        "--location", upstream.region(), "--urn", upstream.urn(), "--output", "json"));
    CloudChecks checks = new CloudChecks(place);
    String id = image.text("id");
    Optional<Resource> resource = Resource.of(id);
    if (resource.isEmpty()) {
      throw image.unexpected("id " + id);
    }
    // Azure does not tell small letters from capital ones in these names, and answers with either.
    checks.owner(same(resource.get().publisher(), upstream.publisher()), upstream.publisher());
    checks.name(same(resource.get().urnRest(), rest(upstream)), rest(upstream));
    if (!image.text("name").equals(upstream.version())) {
      throw image.unexpected("name " + image.text("name"));
    }
    String location = image.text("location");
    if (!location.replace(" ", "").equalsIgnoreCase(upstream.region())) {
      throw image.unexpected("location " + location);
    }
    String architecture = image.text("architecture");
    checks.architecture(ARCHITECTURES.getOrDefault(architecture.toLowerCase(Locale.ROOT), architecture), upstream.architecture());
    image.object("imageDeprecationStatus").ifPresent(status -> deprecation(status, checks));
    checks.end();
    return new Proof.CloudImage("azure", upstream.region(), upstream.urn(), upstream.publisher(),
        upstream.offer() + ":" + upstream.sku() + ":" + upstream.version(), upstream.architecture(), "");
  }

  private void deprecation(CloudAnswer status, CloudChecks checks) {
    String state = status.text("imageState");
    Optional<Instant> scheduled = status.time("scheduledDeprecationTime");
    boolean past = scheduled.isPresent() && !scheduled.get().isAfter(clock.instant());
    if (past || !List.of("Active", "ScheduledForDeprecation").contains(state)) {
      checks.notUsable("imageState: " + state + scheduled.map(t -> ", " + t).orElse(""),
          "imageState: Active, or ScheduledForDeprecation at a time to come");
    }
  }

  private static String rest(AzureImageUpstream upstream) {
    return upstream.offer() + ":" + upstream.sku() + ":" + upstream.version();
  }

  private static String same(String seen, String pinned) {
    return seen.equalsIgnoreCase(pinned) ? pinned : seen;
  }

  /** What a resource's ID says, its subscription left out. */
  private record Resource(String publisher, String urnRest) {
    static Optional<Resource> of(String id) {
      String[] parts = id.split("/");
      // .../Publishers/P/ArtifactTypes/VMImage/Offers/O/Skus/S/Versions/V
      int at = parts.length - 10;
      if (at < 0 || !parts[at].equalsIgnoreCase("Publishers") || !parts[at + 2].equalsIgnoreCase("ArtifactTypes")
          || !parts[at + 4].equalsIgnoreCase("Offers") || !parts[at + 6].equalsIgnoreCase("Skus")
          || !parts[at + 8].equalsIgnoreCase("Versions")) {
        return Optional.empty();
      }
      return Optional.of(new Resource(parts[at + 1], parts[at + 5] + ":" + parts[at + 7] + ":" + parts[at + 9]));
    }
  }
}
