package io.github.vmimage.pipeline;

import io.github.vmimage.download.Download;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.upstream.CloudImages;
import io.github.vmimage.upstream.Pinning;
import io.github.vmimage.upstream.Upstream;
import io.github.vmimage.upstream.UpstreamDeclaration;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes what one upstream is trusted by into the POM: a digest of what its URL serves now, or a newer version that was proven. */
public final class PinStage implements Stage {
  private final StageContext context;
  private final String upstream;
  private final String to;
  private final Path pom;
  private final UpstreamElements elements;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   * @param upstream id of the upstream; empty for the only one
   * @param to the version that is asked for; empty for none
   * @param pom the project's POM
   * @param elements writes into it
   */
  public PinStage(StageContext context, String upstream, String to, Path pom, UpstreamElements elements) {
    this.context = context;
    this.upstream = upstream == null ? "" : upstream.strip();
    this.to = to == null ? "" : to.strip();
    this.pom = pom;
    this.elements = elements;
  }

  @Override
  public String name() {
    return "pin";
  }

  @Override
  public String describe() {
    return "write what upstream " + (upstream.isEmpty() ? Upstream.DEFAULT_ID : upstream) + " is trusted by into " + pom;
  }

  @Override
  public List<Path> traces() {
    return List.of(pom);
  }

  @Override
  public void run() {
    List<UpstreamDeclaration> all = context.project().upstreams();
    List<Integer> found = IntStream.range(0, all.size()).boxed()
        .filter(i -> upstream.isEmpty() || upstream.equals(id(all.get(i)))).toList();
    if (found.size() != 1) {
      throw StageProblems.noSuchUpstream(upstream, all.stream().map(PinStage::id).toList()).asException();
    }
    UpstreamDeclaration chosen = all.get(found.get(0));
    String place = "<upstreams><upstream[" + (found.get(0) + 1) + "]>";
    Pinning.Pins pins = pins(chosen, place);
    pins.elements().forEach((element, value) -> context.progress().info("<" + element.replace("/", "><") + "> " + value));
    context.progress().info(pins.told());
    elements.write(id(chosen), pins.elements());
    context.progress().info("Written into " + pom);
  }

  private Pinning.Pins pins(UpstreamDeclaration chosen, String place) {
    if (chosen.artifact() != null && !chosen.artifact().isBlank() && !to.isEmpty()) {
      return artifact(chosen.artifact().strip());
    }
    return new Pinning(new Download(context.network(), context.transfers()),
        new CloudImages(context.processes(), Clock.systemUTC(), context.network().offline()), context.project().basedir(),
        new UpstreamCache(context.project().cache(), context.progress())).of(chosen, place, to);
  }

  /** The release that is asked for is fetched and checked, as a build would do it. */
  private Pinning.Pins artifact(String declared) {
    String[] parts = declared.split(":", -1);
    if (parts.length != 3 || !to.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
      throw StageProblems.badCoordinates(declared + " to " + to).asException();
    }
    Coordinates coordinates = new Coordinates(parts[0], parts[1], to);
    ReleaseLookup.check(context.images(), coordinates, context.progress());
    return new Pinning.Pins(Map.of("artifact", coordinates.toString()), coordinates + " is whole: its disk is the one its manifest names");
  }

  private static String id(UpstreamDeclaration declaration) {
    return declaration.id() == null || declaration.id().isBlank() ? Upstream.DEFAULT_ID : declaration.id().strip();
  }
}
