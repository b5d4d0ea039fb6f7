package io.github.vmimage.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.pipeline.CustodyLink.Check;
import io.github.vmimage.pipeline.CustodyLink.Verdict;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.PlainText;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Progress;
import io.github.vmimage.report.Quantity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The chain of custody of a released image, verified again from end to end: as a tree for people, as JSON for machines. */
public final class Custody {
  private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII)
      .enable(SerializationFeature.INDENT_OUTPUT).build();

  private final CustodyLink image;
  private final String format;

  private Custody(CustodyLink image, String format) {
    this.image = image;
    this.format = format;
  }

  /**
   * Walks the chain.
   *
   * @param image {@code groupId:artifactId:version}
   * @param format of the answer, {@code text} or {@code json}
   * @param anchor what its manifest is held against
   * @param images where releases come from
   * @param cache folder of the upstreams that this machine has fetched
   * @param progress told how far a disk has been read
   * @return what was found, broken or not
   * @throws io.github.vmimage.report.ProblemException for coordinates that are none, another format, and for an image that is not there
   */
  public static Custody of(String image, String format, CustodyAnchor anchor, ImageRepository images, Path cache,
      Progress progress) {
    AnswerFormat.require(format);
    return new Custody(new CustodyWalk(images, new UpstreamCache(cache, progress), progress).from(Coordinates.of(image), anchor),
        format);
  }

  /**
   * Tells the chain.
   *
   * @return lines with an end, without control characters
   */
  public String answer() {
    return format.equals("json") ? json() : text();
  }

  /**
   * Fails where the chain does not hold.
   *
   * @throws io.github.vmimage.report.ProblemException with one problem for each broken check of each link
   */
  public void requireWhole() {
    Problems problems = new Problems();
    image.all().forEach(link -> link.checks().stream().filter(c -> c.verdict() == Verdict.BROKEN)
        .forEach(c -> problems.add(StageProblems.brokenLink(link.name(), c))));
    problems.throwIfAny();
  }

  private String json() {
    try {
      return JSON.writeValueAsString(image) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of records is always JSON", e);
    }
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    tell(image, "", lines);
    lines.add(summary());
    return String.join("\n", lines) + "\n";
  }

  private static void tell(CustodyLink link, String indent, List<String> lines) {
    lines.add(PlainText.line(indent + link.name() + " (" + link.kind() + ", " + link.trust() + ")"));
    for (Check check : link.checks()) {
      String accepted = check.accepted().isEmpty() ? "" : ", and not " + check.accepted();
      lines.add(PlainText.line(String.format(Locale.ROOT, "%s  %-11s %s: %s%s", indent, check.verdict(), check.what(), check.seen(),
          accepted)));
    }
    link.upstreams().forEach(u -> tell(u, indent + "    ", lines));
  }

  private String summary() {
    long[] checks = new long[Verdict.values().length];
    image.all().flatMap(l -> l.checks().stream()).forEach(c -> checks[c.verdict().ordinal()]++);
    return Quantity.of(image.all().count(), "link") + ": " + Quantity.of(checks[0], "check") + " verified, "
        + checks[1] + " not reached, " + checks[2] + " broken";
  }
}
