package io.github.vmimage.pipeline;

import io.github.vmimage.download.Download;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.pipeline.Workspace.Handover;
import io.github.vmimage.release.EvidenceFile;
import io.github.vmimage.release.ProvenUpstream;
import io.github.vmimage.upstream.Allowance;
import io.github.vmimage.upstream.CloudImages;
import io.github.vmimage.upstream.DebianArchive;
import io.github.vmimage.upstream.SeenDates;
import io.github.vmimage.upstream.Upstream;
import io.github.vmimage.upstream.UpstreamParser;
import io.github.vmimage.upstream.UpstreamVerification;
import io.github.vmimage.upstream.VerifiedUpstream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fetches and proves what the image is built from. */
public final class UpstreamStage implements Stage {
  private final StageContext context;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   */
  public UpstreamStage(StageContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return Handover.UPSTREAMS.goal();
  }

  @Override
  public String describe() {
    return "prove " + context.project().upstreams().size() + " upstreams, kept in " + context.project().cache();
  }

  @Override
  public List<Path> traces() {
    return List.of(context.workspace().record(Handover.UPSTREAMS));
  }

  @Override
  public void run() {
    Workspace workspace = context.workspace();
    workspace.forget(Handover.UPSTREAMS);
    NeededTools.toolbox(context).require(name(), NeededTools.upstreams(context.project(), context.network().offline()));
    Checkout checkout = Checkout.of(context);
    List<Upstream> upstreams = new UpstreamParser(checkout.module()).parse(context.project().upstreams());
    UpstreamTrust trust = UpstreamTrust.of(context.project(), context.project().isRelease());
    trust.declared(upstreams);
    UpstreamCache cache = new UpstreamCache(context.project().cache(), context.progress());
    ReleasedUpstreams releases = new ReleasedUpstreams(context.images(), cache, context.progress());
    List<VerifiedUpstream> verified = verification(cache, releases).verify(upstreams);
    Map<String, List<Allowance>> allowances = trust.proven(upstreams, verified, releases.ancestors(), new SeenDates(cache));
    for (CheckedUpstream checked : CheckedUpstream.of(verified)) {
      VerifiedUpstream upstream = checked.upstream();
      context.progress().info(upstream.location() + " is proven: " + upstream.proven() + " (" + checked.content() + ")");
    }
    workspace.hand(Handover.UPSTREAMS, new VerifiedUpstreams(verified, releases.ancestors(), allowances));
  }

  private UpstreamVerification verification(UpstreamCache cache, ReleasedUpstreams releases) {
    Download download = new Download(context.network(), context.transfers());
    Path work = context.workspace().scratch().resolve("bootstrap");
    return new UpstreamVerification(cache, download, releases,
        new DebianArchive(context.processes(), download, cache, work, Clock.systemUTC(), context.progress()),
        new CloudImages(context.processes(), Clock.systemUTC(), context.network().offline()));
  }

  /**
   * The record that this stage hands on.
   *
   * @param upstreams what the build starts from
   * @param ancestors what those of them that are released images started from, by their coordinates
   * @param allowances the rules of the trust policy that they need not keep and do not, by their ids
   */
  record VerifiedUpstreams(List<VerifiedUpstream> upstreams, Map<String, List<ProvenUpstream>> ancestors,
      Map<String, List<Allowance>> allowances) {

    /** As the manifest tells it. */
    List<ProvenUpstream> proven() {
      return upstreams.stream().map(u -> ManifestUpstream.of(u, ancestors.getOrDefault(u.location(), List.of()),
          allowances.getOrDefault(u.id(), List.of()))).toList();
    }

    /** By what all of it can be proven again. */
    Map<EvidenceFile, Path> evidence() {
      Map<String, EvidenceFile> byDigest = new TreeMap<>();
      Map<EvidenceFile, Path> files = new HashMap<>();
      upstreams.stream().flatMap(u -> u.evidence().stream()).forEach(e -> {
        Path path = Path.of(e.file());
        files.put(byDigest.computeIfAbsent(e.sha256(), s -> new EvidenceFile(e.name(), s, path.toFile().length())), path);
      });
      return files;
    }
  }
}
