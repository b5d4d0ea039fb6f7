package io.github.vmimage.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vmimage.download.Download;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.report.PlainText;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Quantity;
import io.github.vmimage.upstream.ArtifactUpstream;
import io.github.vmimage.upstream.Freshness;
import io.github.vmimage.upstream.Upstream;
import io.github.vmimage.upstream.UpstreamFreshness;
import io.github.vmimage.upstream.UpstreamParser;
import io.github.vmimage.upstream.UpstreamReach;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Tells of each upstream whether there is a newer one. Changes nothing, and proves nothing. */
public final class OutdatedStage implements Stage {
  private final StageContext context;
  private final ImageVersions versions;
  private final String format;
  private final Consumer<String> answer;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   * @param versions of released images
   * @param format {@code text} or {@code json}
   * @param answer gets the whole answer
   */
  public OutdatedStage(StageContext context, ImageVersions versions, String format, Consumer<String> answer) {
    this.context = context;
    this.versions = versions;
    this.format = format;
    this.answer = answer;
  }

  @Override
  public String name() {
    return "outdated";
  }

  @Override
  public String describe() {
    return "ask for newer ones of " + Quantity.of(context.project().upstreams().size(), "upstream");
  }

  @Override
  public void run() {
    AnswerFormat.require(format);
    Download download = new Download(context.network(), context.transfers());
    UpstreamReach reach = new UpstreamReach(context.processes(), context.network(),
        new UpstreamCache(context.project().cache(), context.progress()));
    UpstreamFreshness freshness = new UpstreamFreshness(download, reach, context.processes(), Clock.systemUTC());
    List<Callable<List<Freshness>>> questions = new ArrayList<>();
    for (Upstream upstream : new UpstreamParser(context.project().basedir()).parse(context.project().upstreams())) {
      questions.add(() -> List.of(upstream instanceof ArtifactUpstream artifact ? released(artifact) : freshness.of(upstream)));
    }
    List<Freshness> all = SideBySide.call(questions);
    answer.accept(context.processes().mask(format.equals("json") ? json(all) : text(all)));
  }

  private Freshness released(ArtifactUpstream upstream) {
    String location = upstream.coordinates();
    try {
      List<String> later = versions.after(upstream.groupId(), upstream.artifactId(), upstream.version()).stream()
          .filter(v -> !v.endsWith("-SNAPSHOT")).toList();
      String asked = context.network().offline() ? "in the local repository, which alone was asked" : "in the repositories";
      return later.isEmpty() ? new Freshness(upstream.id(), location, Freshness.State.CURRENT, "", "no later release is " + asked)
          : new Freshness(upstream.id(), location, Freshness.State.NEWER, later.get(later.size() - 1), "a later release is " + asked);
    } catch (ProblemException e) {
      return Freshness.unknown(upstream, location, e.problems().get(0).what());
    }
  }

  /** The command that takes it; a changed list of digests is for a person to look into. */
  private static String next(Freshness one) {
    if (one.state() != Freshness.State.NEWER) {
      return "";
    }
    return one.newer().contains(":") ? "mvn vmimage:pin -Dupstream=" + one.id() + ", then compare the digest with that list"
        : "mvn vmimage:pin -Dupstream=" + one.id() + " -Dto=" + one.newer();
  }

  static String text(List<Freshness> all) {
    List<String> lines = new ArrayList<>();
    long newer = all.stream().filter(f -> f.state() == Freshness.State.NEWER).count();
    lines.add("Upstreams: " + all.size() + ", newer ones: " + newer);
    for (Freshness one : all) {
      lines.add("  " + one.id() + ": " + one.state().title() + (one.newer().isEmpty() ? "" : ", " + one.newer()));
      lines.add("    now:  " + one.location());
      lines.add("    why:  " + one.why());
      if (!next(one).isEmpty()) {
        lines.add("    next: " + next(one));
      }
    }
    return String.join("\n", lines.stream().map(PlainText::line).toList()) + "\n";
  }

  static String json(List<Freshness> all) {
    List<Map<String, String>> entries = new ArrayList<>();
    for (Freshness one : all) {
      Map<String, String> entry = new LinkedHashMap<>();
      entry.put("id", one.id());
      entry.put("location", one.location());
      entry.put("state", one.state().name().toLowerCase(Locale.ROOT));
      entry.put("newer", one.newer());
      entry.put("why", one.why());
      entry.put("next", next(one));
      entries.add(entry);
    }
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("upstreams", entries)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }
}
