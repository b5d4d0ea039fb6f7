package io.github.vmimage.maven;

import io.github.vmimage.maven.PomElements.Element;
import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.upstream.AllowancePlaces;
import io.github.vmimage.upstream.TrustRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The allowances as they stand in a project's own POM. One that a parent's POM holds, or a property, has no line there. */
public final class PomAllowances implements AllowancePlaces {
  private final Path pom;
  private final String shown;
  private final String plugin;

  /**
   * Looks into a POM.
   *
   * @param pom the project's {@code pom.xml}
   * @param basedir what findings name it relative to
   * @param plugin artifactId of this plugin
   */
  public PomAllowances(Path pom, Path basedir, String plugin) {
    this.pom = pom;
    this.plugin = plugin;
    Path file = pom.toAbsolutePath().normalize();
    Path base = basedir.toAbsolutePath().normalize();
    this.shown = (file.startsWith(base) ? base.relativize(file) : file).toString();
  }

  @Override
  public Place of(String upstream, TrustRule rule) {
    try {
      if (Files.size(pom) > PomFile.MAX_BYTES) {
        return Place.file(shown);
      }
      String text = Files.readString(pom, StandardCharsets.ISO_8859_1);
      List<Element> found = PomFile.upstreams(PomElements.root(text), plugin, upstream).stream().flatMap(Element::all)
          .filter(e -> e.name().equals("allowance") && e.text("rule").equals(rule.toString())).toList();
      return found.size() == 1 ? place(text, found.get(0).start()) : Place.file(shown);
    } catch (PomElements.MalformedException | IOException unreadable) {
      // Maven has read it, so it is no worse than odd: the finding is shown without a line.
      return Place.file(shown);
    }
  }

  private Place place(String text, int at) {
    int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    return new Place(shown, line, at - text.lastIndexOf('\n', at - 1));
  }
}
