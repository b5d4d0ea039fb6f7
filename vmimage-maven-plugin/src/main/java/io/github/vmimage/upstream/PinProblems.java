package io.github.vmimage.upstream;

import io.github.vmimage.report.Problem;
import java.net.URI;

/** What can be wrong with what is asked of {@code vmimage:pin}. */
final class PinProblems {

  private PinProblems() {}

  static Problem nothingAskedFor(String upstream) {
    return Problem.project("It is not said which version is to be pinned").at(upstream).accepts("-Dto=VERSION")
        .next("mvn vmimage:outdated tells of newer ones");
  }

  static Problem nothingToPin(String upstream) {
    return Problem.project("There is nothing to pin: an archive's signature proves whatever it holds").at(upstream)
        .accepts("the id of a <url>, <artifact>, <ami>, <azureImage> or <gceImage>").next("name another one with -Dupstream=ID");
  }

  static Problem query(String element, String url) {
    return Problem.project("The URL has a query, and pinning writes none into a POM").at(element).saw(url).accepts("a URL without a query")
        .next("write the new URL into the POM, then mvn vmimage:pin");
  }

  static Problem undatedUrl(String upstream, URI url) {
    return Problem.project("The URL of the upstream has no date that could be replaced").at(upstream + "<url>").saw(url)
        .accepts("a folder or file such as 20240717-1811 or release-20240701").next("write the new URL into the POM, then mvn vmimage:pin");
  }

  static Problem undatedName(String upstream, String to, String now) {
    return Problem.project("What is asked for is no dated name").at("-Dto, for " + upstream).saw(to).accepts("a name like " + now)
        .next("mvn vmimage:outdated tells of newer ones");
  }

  static Problem otherSeries(String upstream, String seen, String now) {
    return Problem.project("The AMI that is asked for is of another series").at("-Dto, for " + upstream).saw(seen)
        .accepts("the name " + now + " with another date or version").next("write its ID and name into the POM yourself if it is meant");
  }
}
