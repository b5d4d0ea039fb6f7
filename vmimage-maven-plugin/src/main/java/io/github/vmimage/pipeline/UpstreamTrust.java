package io.github.vmimage.pipeline;

import io.github.vmimage.release.Proof;
import io.github.vmimage.release.ProvenUpstream;
import io.github.vmimage.report.Problems;
import io.github.vmimage.upstream.Allowance;
import io.github.vmimage.upstream.Ancestors;
import io.github.vmimage.upstream.SeenDates;
import io.github.vmimage.upstream.TrustCheck;
import io.github.vmimage.upstream.TrustParser;
import io.github.vmimage.upstream.Upstream;
import io.github.vmimage.upstream.VerifiedUpstream;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Holds a project's upstreams against its trust policy. */
final class UpstreamTrust {
  private final TrustCheck check;

  private UpstreamTrust(TrustCheck check) {
    this.check = check;
  }

  /**
   * Reads the policy.
   *
   * @param project whose
   * @param release whether a release is built
   */
  static UpstreamTrust of(ImageProject project, boolean release) {
    return new UpstreamTrust(new TrustCheck(TrustParser.parse(project.trustPolicy(), project.upstreams()), release,
        Clock.systemUTC().instant()));
  }

  /** Judges what can be judged before anything is fetched. */
  void declared(List<Upstream> upstreams) {
    check.declared(upstreams);
  }

  /**
   * Judges everything.
   *
   * @param upstreams as declared
   * @param verified the same upstreams in the same order, proven
   * @param ancestors what those of them that are released images started from, by their coordinates
   * @param seen the dates of what was accepted before; those of these upstreams are added where all of them are accepted
   * @return the allowances that were needed, by the id of their upstream
   */
  Map<String, List<Allowance>> proven(List<Upstream> upstreams, List<VerifiedUpstream> verified,
      Map<String, List<ProvenUpstream>> ancestors, SeenDates seen) {
    Map<String, List<Allowance>> needed = new TreeMap<>();
    Problems problems = new Problems();
    for (int i = 0; i < verified.size(); i++) {
      Upstream upstream = upstreams.get(i);
      VerifiedUpstream proven = verified.get(i);
      problems.collect(() -> {
        List<Allowance> own = check.proven(upstream, proven.proof(), ancestors(ancestors.getOrDefault(proven.location(), List.of())),
            seen.older(upstream, proven));
        if (!own.isEmpty()) {
          needed.put(upstream.id(), own);
        }
      });
    }
    problems.throwIfAny();
    for (int i = 0; i < verified.size(); i++) {
      seen.note(upstreams.get(i), verified.get(i));
    }
    return needed;
  }

  static Ancestors ancestors(List<ProvenUpstream> upstreams) {
    return new Ancestors(depth(upstreams), oldest(upstreams));
  }

  private static int depth(List<ProvenUpstream> upstreams) {
    return upstreams.stream().map(ProvenUpstream::proof).filter(Proof.ReleasedImage.class::isInstance).map(Proof.ReleasedImage.class::cast)
        .mapToInt(image -> 1 + depth(image.upstreams())).max().orElse(0);
  }

  /** A manifest has no date of its own, since it has none of the build: an image is as old as the oldest thing in it. */
  private static Optional<Instant> oldest(List<ProvenUpstream> upstreams) {
    Optional<Instant> oldest = Optional.empty();
    for (ProvenUpstream upstream : upstreams) {
      Optional<Instant> date = date(upstream.proof());
      if (date.isEmpty()) {
        return date;
      }
      oldest = oldest.filter(o -> o.isBefore(date.get())).or(() -> date);
    }
    return oldest;
  }

  private static Optional<Instant> date(Proof proof) {
    if (proof instanceof Proof.ReleasedImage image) {
      return oldest(image.upstreams());
    }
    String date = proof instanceof Proof.SignedChecksums list ? list.signed() : proof instanceof Proof.SignedArchive archive
        ? archive.date() : proof instanceof Proof.CloudImage image ? image.created() : "";
    try {
      return date.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(date));
    } catch (DateTimeParseException e) {
      // The schema knows the form of a date, not the calendar: the 99th of some month tells nothing.
      return Optional.empty();
    }
  }
}
