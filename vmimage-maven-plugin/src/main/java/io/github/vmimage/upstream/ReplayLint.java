package io.github.vmimage.upstream;

import io.github.vmimage.lint.LintRules;
import io.github.vmimage.report.Finding;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds upstreams of which somebody on the way can give an older one for ever, and nobody would notice. */
public final class ReplayLint {

  private ReplayLint() {}

  /**
   * Looks at every upstream whose bytes are found through something signed that changes under one URL.
   *
   * @param upstreams as they stand in the POM
   * @param trust what the project says
   * @param places where its POM is
   * @return one finding for each upstream, in no order
   */
  public static List<Finding> check(List<UpstreamDeclaration> upstreams, ProjectTrust trust, AllowancePlaces places) {
    List<Finding> findings = new ArrayList<>();
    if (trust.policy().maximumAge().isPresent()) {
      return findings;
    }
    for (UpstreamDeclaration upstream : upstreams) {
      List<String> open = signed(upstream).filter(ReplayLint::isReplayable).toList();
      if (!open.isEmpty() && trust.allowances(upstream.id()).stream().noneMatch(a -> a.rule() == TrustRule.REPLAY)) {
        findings.add(LintRules.REPLAYABLE_UPSTREAM.finding(places.of(upstream.id(), TrustRule.REPLAY),
            "upstream " + upstream.id() + " comes over http, under a name without a date: " + String.join(", ", open)));
      }
    }
    return findings;
  }

  private static Stream<String> signed(UpstreamDeclaration upstream) {
    if (upstream.checksums() != null && !DigestParser.isGiven(upstream)) {
      return Stream.of(upstream.checksums().url(), upstream.checksums().signature()).filter(u -> !UpstreamParser.isAbsent(u));
    }
    UpstreamDeclaration.DebianArchive archive = upstream.debianArchive();
    return archive == null || archive.mirrors() == null ? Stream.empty() : archive.mirrors().stream().flatMap(ReplayLint::mirror);
  }

  private static Stream<String> mirror(String line) {
    try {
      return Stream.of(AptSource.parse(line).uri());
    } catch (AptSource.RefusedException told) {
      // The parser of the POM says so.
      return Stream.empty();
    }
  }

  private static boolean isReplayable(String place) {
    try {
      URI url = URI.create(place.strip());
      return "http".equalsIgnoreCase(url.getScheme()) && url.getRawPath() != null && DatedLocation.of(url).isEmpty();
    } catch (IllegalArgumentException told) {
      // The parser of the POM says so.
      return false;
    }
  }
}
