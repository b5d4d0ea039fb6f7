package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.download.Download;
import io.github.vmimage.process.Processes;
import io.github.vmimage.report.AbsentException;
import io.github.vmimage.report.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Looks for something newer than an upstream, and changes nothing. What it finds proves nothing; {@code verify-upstream} does. */
public final class UpstreamFreshness {
  private final Download download;
  private final UpstreamReach reach;
  private final Processes processes;
  private final UnaryOperator<String> programs;
  private final Clock clock;

  /**
   * Asks over a network.
   *
   * @param download gets pages
   * @param reach asks for files
   * @param processes starts the programs of the clouds
   * @param clock tells what is deprecated by now
   */
  public UpstreamFreshness(Download download, UpstreamReach reach, Processes processes, Clock clock) {
    this(download, reach, processes, CloudProgram.ON_PATH, clock);
  }

  UpstreamFreshness(Download download, UpstreamReach reach, Processes processes, UnaryOperator<String> programs, Clock clock) {
    this.download = download;
    this.reach = reach;
    this.processes = processes;
    this.programs = programs;
    this.clock = clock;
  }

  /**
   * Looks.
   *
   * @param upstream any but a released image, which its repository is asked for
   * @return what was found; never a problem
   */
  public Freshness of(Upstream upstream) {
    String location = upstream instanceof UrlUpstream url ? url.url().toString()
        : upstream instanceof CloudUpstream cloud ? cloud.location()
        : upstream instanceof DebianArchiveUpstream archive ? archive.suite() + " archive" : upstream.id();
    if (upstream instanceof DebianArchiveUpstream) {
      return Freshness.current(upstream, location, "every build that is not offline takes the newest packages of the archive");
    }
    if (download.offline() && !(upstream instanceof UrlUpstream url && UpstreamReach.isHere(url.url()))) {
      return Freshness.unknown(upstream, location, "Maven is offline");
    }
    try {
      if (upstream instanceof UrlUpstream url) {
        return url(url, location);
      }
      return upstream instanceof AmiUpstream ami ? ami(ami)
          : Freshness.unknown(upstream, location, "this cloud's images are not compared by date here; its program lists them");
    } catch (ProblemException e) {
      return Freshness.unknown(upstream, location, e.problems().get(0).what());
    }
  }

  private Freshness url(UrlUpstream upstream, String location) {
    Optional<DatedLocation> dated = DatedLocation.of(upstream.url());
    boolean listed = false;
    if (dated.isPresent()) {
      List<String> names = Listing.of(dated.get().parent(), download);
      listed = names.contains(dated.get().name().name());
      List<DatedName> newer = names.stream().flatMap(n -> DatedName.of(n).stream())
          .filter(n -> n.isNewerThan(dated.get().name())).sorted(DatedName.order().reversed()).limit(5).toList();
      for (DatedName each : newer) {
        URI file = dated.get().with(each);
        if (exists(file)) {
          return Freshness.newer(upstream, location, each.name(), "beside it there is " + file);
        }
      }
    }
    Optional<Digest> pinned = upstream.trust().known();
    Optional<NeighbourDigest> neighbour = Optional.empty();
    String unheard = "";
    try {
      neighbour = pinned.flatMap(p -> NeighbourDigest.of(upstream, p.algorithm(), download));
    } catch (ProblemException e) {
      if (dated.isEmpty()) {
        throw e;
      }
      unheard = "; whether a list of digests beside it names another one is not known: " + e.problems().get(0).what();
    }
    if (neighbour.isPresent() && !neighbour.get().digest().equals(pinned.get())) {
      return Freshness.newer(upstream, location, neighbour.get().digest().toString(),
          neighbour.get().list() + " names another digest than the one that is pinned");
    }
    if (dated.isPresent() && !listed) {
      // The page of a proxy, or one that shows no folder, lists nothing newer either.
      return Freshness.unknown(upstream, location, "the page of " + dated.get().parent() + " does not list " + dated.get().name().name());
    }
    if (dated.isPresent()) {
      return Freshness.current(upstream, location, "no later date than " + dated.get().name().name() + " is in " + dated.get().parent()
          + unheard);
    }
    if (pinned.isEmpty()) {
      return Freshness.current(upstream, location, "every build that is not offline takes what the signed list names then");
    }
    return neighbour.isPresent() ? Freshness.current(upstream, location, neighbour.get().list() + " names the digest that is pinned")
        : Freshness.unknown(upstream, location, "its URL has no date, and no list of digests lies beside it");
  }

  /** Anything but a clear answer is passed on: what could not be asked for is neither there nor absent. */
  private boolean exists(URI file) {
    try {
      reach.ask(file);
      return true;
    } catch (AbsentException absent) {
      return false;
    }
  }

  private Freshness ami(AmiUpstream upstream) {
    Optional<NamePattern> pattern = NamePattern.of(upstream.name());
    if (pattern.isEmpty()) {
      return Freshness.unknown(upstream, upstream.location(), "the AMI's name has neither a date nor a version");
    }
    Pattern same = pattern.get().expression();
    List<AwsImages.Listed> all = new AwsImages(processes, programs, clock).list(upstream, pattern.get().wildcards()).stream()
        .filter(i -> same.matcher(i.name()).matches()).toList();
    Optional<AwsImages.Listed> own = all.stream().filter(i -> i.imageId().equals(upstream.imageId())).findFirst();
    if (own.isEmpty()) {
      return Freshness.unknown(upstream, upstream.location(), "its owner offers it no longer under " + pattern.get().wildcards());
    }
    return all.stream().filter(i -> i.created().isAfter(own.get().created())).max(Comparator.comparing(AwsImages.Listed::created))
        .map(i -> Freshness.newer(upstream, upstream.location(), i.imageId(), "the same owner made " + i.name() + " at " + i.created()))
        .orElseGet(() -> Freshness.current(upstream, upstream.location(),
            "the same owner has made no later one under " + pattern.get().wildcards()));
  }
}
