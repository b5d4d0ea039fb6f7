package io.github.vmimage.upstream;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;

/** What can be wrong with an image in a cloud: its declaration, the way to the cloud, and what the cloud says of it. */
final class CloudProblems {
  /** What is shown of a foreign text. */
  private static final int SHOWN = 1000;

  private CloudProblems() {}

  static Problem noValue(String element, String accepted) {
    return Problem.project("A part of an image in a cloud is missing").at(element).accepts(accepted).next("add it");
  }

  static Problem badValue(String element, String value, String accepted) {
    return Problem.project("A part of an image in a cloud is not well-formed").at(element).saw(value).accepts(accepted)
        .next("write it so that it names one thing exactly");
  }

  static Problem ownerIsNoAccount(String element, String owner, String region, String image) {
    return Problem.project("The owner of an AMI is not the ID of an account, so it does not say who that is").at(element).saw(owner)
        .accepts("12 digits").next("look the ID up, compare it with what its publisher writes, and pin it:\n"
            + "aws ec2 describe-images --region " + region + " --image-ids " + image + " --query 'Images[].OwnerId' --output text");
  }

  static Problem movingAzureVersion(String element, String version, String publisher, String offer, String sku, String location) {
    return Problem.project("The version of an Azure image is not one exact version").at(element).saw(version)
        .accepts("one exact version of three numbers, such as 12.20240717.1").next("choose one of\naz vm image list --location " + location
            + " --publisher " + publisher + " --offer " + offer + " --sku " + sku + " --all --output table");
  }

  static Problem movingFamily(String element, String family, String project) {
    return Problem.project("A family of Compute Engine is not one image: it names another one tomorrow").at(element).saw(family)
        .accepts("the <name> of one image").next("write the name that it has today:\ngcloud compute images describe-from-family "
            + Hints.word(family) + " --project " + project + " --format 'value(name)'");
  }

  static Problem offline(String upstream, String location) {
    return Problem.environment("An image in a cloud cannot be verified, and Maven is offline").at("upstream " + upstream).saw(location)
        .next(Hints.ONLINE);
  }

  static Problem notLoggedIn(String program, String command, String said, String next) {
    return Problem.environment("The program " + program + " has no valid credentials").at(command).saw(shown(said)).next(next);
  }

  static Problem notFound(String location, String said, String next) {
    return Problem.project("The image does not exist in that cloud, or may not be seen with these credentials").at(location)
        .saw(shown(said)).next(next);
  }

  static Problem failed(String program, int exitCode, String command, String said) {
    return Problem.environment("The program " + program + " could not tell of an image").at(command)
        .saw("exit code " + exitCode + "\n" + shown(said)).next(Hints.BY_HAND);
  }

  static Problem unexpectedAnswer(String location, String program, String reason) {
    return Problem.environment("The answer of " + program + " is not what it says of one image").at(location).saw(shown(reason))
        .next("run it by hand and look at its answer; another version of " + program + " may help");
  }

  static Problem otherOwner(String location, String seen, String pinned) {
    return Problem.project("The image does not belong to the owner that is pinned").at(location).saw(seen).accepts(pinned)
        .next("find out who that is before you trust it; take the owner's ID from what the publisher writes");
  }

  static Problem otherName(String location, String seen, String pinned) {
    return Problem.project("The image does not have the name that is pinned").at(location).saw(seen).accepts(pinned)
        .next("name the image that is meant: its ID and its name go together");
  }

  static Problem otherArchitecture(String location, String seen, String wanted) {
    return Problem.project("The image is of another architecture").at(location).saw(seen).accepts(wanted)
        .next("name the image of " + wanted + ", or add <architecture> where the other one is meant");
  }

  static Problem notUsable(String location, String seen, String accepted) {
    return Problem.project("The image is deprecated, disabled or not ready").at(location).saw(seen).accepts(accepted)
        .next("mvn vmimage:outdated tells of a newer one");
  }

  private static String shown(String text) {
    String stripped = text.strip();
    return stripped.length() <= SHOWN ? stripped : "... " + stripped.substring(stripped.length() - SHOWN);
  }
}
