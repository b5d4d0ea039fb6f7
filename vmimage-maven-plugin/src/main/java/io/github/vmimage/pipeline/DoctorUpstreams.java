package io.github.vmimage.pipeline;

import io.github.vmimage.disk.DiskInfo;
import io.github.vmimage.pipeline.DoctorLine.Section;
import io.github.vmimage.pipeline.DoctorLine.State;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import io.github.vmimage.process.Toolbox;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.DiskImage;
import io.github.vmimage.release.ManifestReader;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.upstream.ArtifactUpstream;
import io.github.vmimage.upstream.CloudImages;
import io.github.vmimage.upstream.CloudUpstream;
import io.github.vmimage.upstream.DebianArchiveUpstream;
import io.github.vmimage.upstream.Upstream;
import io.github.vmimage.upstream.UpstreamReach;
import io.github.vmimage.upstream.UrlUpstream;
import io.github.vmimage.upstream.VerifiedUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Looks whether what the image is built from can be had, and how large it is. */
final class DoctorUpstreams {
  private final UpstreamReach reach;
  private final ImageRepository images;
  private final Predicate<Coordinates> builtHere;
  private final boolean offline;
  private final Toolbox toolbox;
  private final Processes processes;
  private final UpstreamSizes sizes;

  DoctorUpstreams(StageContext context, DoctorRequest request, UpstreamReach reach, UpstreamSizes sizes) {
    this.reach = reach;
    this.images = context.images();
    this.builtHere = request.builtHere();
    this.offline = context.network().offline();
    this.toolbox = NeededTools.toolbox(context);
    this.processes = context.processes();
    this.sizes = sizes;
  }

  List<DoctorLine> lines(Upstream upstream) {
    try {
      if (upstream instanceof CloudUpstream cloud) {
        return List.of(cloud(cloud));
      }
      return upstream instanceof ArtifactUpstream artifact ? List.of(artifact(artifact)) : places(upstream);
    } catch (ProblemException e) {
      return e.problems().stream().map(p -> broken(upstream.id(), State.FAILED, p)).toList();
    }
  }

  /** Asks the cloud what a build would ask it. */
  private DoctorLine cloud(CloudUpstream upstream) {
    if (offline) {
      return unasked(upstream.id(), upstream.location(), Optional.empty());
    }
    if (toolbox.find(upstream.tool()).isMissing()) {
      return line(upstream.id(), State.NOT_ASKED, upstream.location() + ": not asked, " + upstream.tool().executable() + " is not there");
    }
    VerifiedUpstream verified = new CloudImages(processes, Clock.systemUTC(), false).verify(upstream);
    return line(upstream.id(), State.OK, upstream.location() + ", " + verified.proven());
  }

  private DoctorLine artifact(ArtifactUpstream upstream) {
    Coordinates coordinates = new Coordinates(upstream.groupId(), upstream.artifactId(), upstream.version());
    if (builtHere.test(coordinates)) {
      sizes.file(-1, true);
      return line(upstream.id(), State.OK, upstream.coordinates() + ", a module of this build");
    }
    Path manifest = images.fetch(coordinates, "json");
    Optional<DiskImage> disk = ManifestReader.read(manifest).manifest().images().stream().findFirst();
    disk.ifPresent(d -> {
      sizes.file(d.size(), true);
      sizes.virtual(d.virtualSize());
    });
    return line(upstream.id(), State.OK, upstream.coordinates() + disk.map(d -> ", " + Bytes.text(d.size())).orElse(""));
  }

  private List<DoctorLine> places(Upstream upstream) {
    Optional<Path> cached = reach.cached(upstream);
    boolean archive = upstream instanceof DebianArchiveUpstream;
    if (archive) {
      sizes.virtual(Bytes.parse(((DebianArchiveUpstream) upstream).size()));
    }
    if (cached.isPresent()) {
      sizes.file(size(cached.get()), true);
      look(cached.get(), archive);
    } else if (archive) {
      sizes.bootstrap();
    }
    if (offline && archive) {
      return List.of(unasked(upstream.id(), ((DebianArchiveUpstream) upstream).suite() + " archive", cached));
    }
    List<Callable<List<DoctorLine>>> questions = new ArrayList<>();
    for (URI place : reach.places(upstream)) {
      // Signed lists of digests are asked for in each build, as archives are.
      boolean anew = archive || upstream instanceof UrlUpstream file && !place.equals(file.url());
      questions.add(() -> List.of(offline && !UpstreamReach.isHere(place) ? unasked(upstream.id(), place.toString(), cached)
          : asked(upstream.id(), place, cached, anew)));
    }
    return SideBySide.call(questions);
  }

  private DoctorLine asked(String id, URI place, Optional<Path> cached, boolean anew) {
    try {
      long bytes = reach.ask(place).orElse(-1);
      if (!anew && cached.isEmpty()) {
        sizes.file(bytes, false);
      }
      String size = bytes < 0 ? "" : ", " + Bytes.text(bytes);
      return line(id, State.OK, place + size + (cached.isPresent() ? ", in the cache" : "")).fact("cached", cached.isPresent());
    } catch (ProblemException e) {
      if (!anew && cached.isEmpty()) {
        sizes.file(-1, false);
      }
      // A file that is here is not asked for again.
      return broken(id, cached.isPresent() && !anew ? State.WARNING : State.FAILED, e.problems().get(0))
          .fact("cached", cached.isPresent());
    }
  }

  private static DoctorLine unasked(String id, String place, Optional<Path> cached) {
    DoctorLine line = cached.isPresent() ? line(id, State.NOT_ASKED, place + ": not asked, offline; in the cache")
        : line(id, State.MISSING, place + ": not asked, offline; not in the cache").next("mvn vmimage:verify-upstream without -o");
    return line.fact("cached", cached.isPresent());
  }

  /** What a guest sees of a cached file, where qemu-img is there to tell. */
  private void look(Path file, boolean archive) {
    if (archive || toolbox.find(Tool.QEMU_IMG).isMissing()) {
      return;
    }
    try {
      sizes.virtual(DiskInfo.read(file, processes).virtualSize());
    } catch (ProblemException noDisk) {
      // An upstream may be no disk, such as an installer's archive: then nothing is known.
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return -1;
    }
  }

  private static DoctorLine line(String id, State state, String text) {
    return DoctorLine.of(Section.UPSTREAMS, state, id, text);
  }

  private static DoctorLine broken(String id, State state, Problem problem) {
    return line(id, state, DoctorStage.told(problem)).next(problem.next());
  }
}
