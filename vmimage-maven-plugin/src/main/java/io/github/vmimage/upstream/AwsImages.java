package io.github.vmimage.upstream;

import io.github.vmimage.process.Processes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Asks EC2 of AMIs. What EC2 shows at all is public, owned by the caller, or shared with the caller by its owner: an AMI that may not be
 * launched is not found.
 */
final class AwsImages {
  private final CloudProgram aws;
  private final Clock clock;

  AwsImages(Processes processes, UnaryOperator<String> place, Clock clock) {
    this.aws = CloudProgram.aws(processes, place);
    this.clock = clock;
  }

  /** Holds an AMI against its declaration. */
  Proof.CloudImage prove(AmiUpstream upstream) {
    String place = upstream.location();
    CloudAnswer image = describe(upstream);
    String id = image.text("ImageId");
    if (!id.equals(upstream.imageId())) {
      throw image.unexpected("ImageId " + id);
    }
    CloudChecks checks = new CloudChecks(place);
    checks.owner(image.text("OwnerId"), upstream.owner());
    checks.name(image.text("Name"), upstream.name());
    checks.architecture(image.text("Architecture"), upstream.architecture());
    String state = image.text("State");
    if (!state.equals("available")) {
      checks.notUsable("State: " + state, "State: available");
    }
    Optional<Instant> deprecation = image.time("DeprecationTime");
    if (deprecation.isPresent() && !deprecation.get().isAfter(clock.instant())) {
      checks.notUsable("DeprecationTime: " + deprecation.get(), "a time to come, or none");
    }
    checks.end();
    return new Proof.CloudImage("aws", upstream.region(), id, upstream.owner(), upstream.name(), upstream.architecture(),
        image.time("CreationDate").map(Instant::toString).orElse(""));
  }

  /** The name that an AMI has. */
  String name(AmiUpstream upstream) {
    return describe(upstream).text("Name");
  }

  private CloudAnswer describe(AmiUpstream upstream) {
    String hint = "aws ec2 describe-images --region " + upstream.region() + " --owners " + upstream.owner()
        + " --query 'sort_by(Images,&CreationDate)[-5:].[ImageId,Name]' --output text\nlists the newest ones of that owner";
    CloudAnswer answer = aws.ask(upstream.location(), hint, List.of("ec2", "describe-images", "--region", upstream.region(), "--image-ids",
        upstream.imageId(), "--output", "json"));
    if (answer.all("Images").isEmpty()) {
      throw CloudProblems.notFound(upstream.location(), "no image in the answer", hint).asException();
    }
    return answer.only("Images");
  }

  /**
   * An AMI in a list.
   *
   * @param imageId its ID
   * @param name its whole name
   * @param created when it was made
   */
  record Listed(String imageId, String name, Instant created) {}

  /** Lists what an owner offers under a pattern; of deprecated ones no other than the one in use. */
  List<Listed> list(AmiUpstream like, String pattern) {
    CloudAnswer answer = aws.ask(like.location(), "look at the owner and the name", List.of("ec2", "describe-images", "--region",
        like.region(), "--owners", like.owner(), "--include-deprecated", "--filters", "Name=name,Values=" + quoted(pattern),
        "Name=state,Values=available", "Name=architecture,Values=" + like.architecture(), "--query",
        "Images[].{ImageId:ImageId,Name:Name,CreationDate:CreationDate,OwnerId:OwnerId,DeprecationTime:DeprecationTime}",
        "--output", "json"));
    return answer.all("").stream().filter(i -> i.text("OwnerId").equals(like.owner()))
        .filter(i -> i.text("ImageId").equals(like.imageId())
            || i.time("DeprecationTime").filter(t -> !t.isAfter(clock.instant())).isEmpty())
        .map(i -> new Listed(i.text("ImageId"), i.text("Name"), i.time("CreationDate").orElse(Instant.EPOCH))).toList();
  }

  /** In the program's short syntax a value with a comma, a bracket or a blank stands in quotes. */
  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9./*_-]+") ? value : "\"" + value + "\"";
  }
}
