package io.github.vmimage.pipeline;

import io.github.vmimage.pipeline.Workspace.Handover;
import io.github.vmimage.release.CheckedRelease;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.ProvenUpstream;
import io.github.vmimage.upstream.Allowance;
import io.github.vmimage.upstream.ArtifactUpstream;
import io.github.vmimage.upstream.CloudImages;
import io.github.vmimage.upstream.DebianArchive;
import io.github.vmimage.upstream.Download;
import io.github.vmimage.upstream.ReleasedImage;
import io.github.vmimage.upstream.Upstream;
import io.github.vmimage.upstream.UpstreamCache;
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
  /** What the manifests of upstreams from Maven say that those images started from, by the coordinates. */
  private final Map<String, List<ProvenUpstream>> ancestors = new HashMap<>();

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
    List<VerifiedUpstream> verified = verification().verify(upstreams);
    Map<String, List<Allowance>> allowances = trust.proven(upstreams, verified, ancestors);
    for (VerifiedUpstream upstream : verified) {
      context.progress().info(upstream.location() + " is proven: " + upstream.proven());
    }
    workspace.hand(Handover.UPSTREAMS, new VerifiedUpstreams(verified, new TreeMap<>(ancestors), allowances));
  }

  private UpstreamVerification verification() {
    UpstreamCache cache = new UpstreamCache(context.project().cache(), context.progress());
    Download download = new Download(context.network(), context.transfers());
    Path work = context.workspace().scratch().resolve("bootstrap");
    return new UpstreamVerification(cache, download, this::resolve,
        new DebianArchive(context.processes(), download, cache, work, Clock.systemUTC(), context.progress()),
        new CloudImages(context.processes(), Clock.systemUTC(), context.network().offline()));
  }

  private ReleasedImage resolve(ArtifactUpstream upstream) {
    Coordinates coordinates = new Coordinates(upstream.groupId(), upstream.artifactId(), upstream.version());
    CheckedRelease release = ReleaseLookup.check(context.images(), coordinates, context.progress());
    ancestors.put(coordinates.toString(), release.manifest().upstreams());
    return new ReleasedImage(Path.of(release.disk()), release.image().size(), release.image().sha256(), release.manifestSha256(),
        release.manifest().stamp().version(), release.manifest().source().commit());
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
  }
}
