package io.github.vmimage.maven;

import io.github.vmimage.maven.PomElements.Element;
import io.github.vmimage.pipeline.UpstreamElements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The upstreams as they stand in a project's own POM, changed in their place: every byte that is not a changed value stays as it is.
 *
 * <p>The file is taken for ISO 8859-1, in which each byte is one character, so that any encoding with ASCII in it comes through.
 */
public final class PomFile implements UpstreamElements {
  static final int MAX_BYTES = 16 << 20;

  private final Path file;
  private final String plugin;

  /**
   * Makes an editor.
   *
   * @param file the project's {@code pom.xml}
   * @param plugin artifactId of this plugin
   */
  public PomFile(Path file, String plugin) {
    this.file = file;
    this.plugin = plugin;
  }

  /** A piece of text that takes another's place. */
  private record Edit(int start, int end, String text) {}

  @Override
  public void write(String upstream, Map<String, String> values) {
    try {
      Path real = file.toRealPath();
      if (Files.size(real) > MAX_BYTES) {
        throw PomProblems.unreadable(file, "more than " + MAX_BYTES + " bytes").asException();
      }
      byte[] before = Files.readAllBytes(real);
      String text = new String(before, StandardCharsets.ISO_8859_1);
      Element element = find(PomElements.root(text), upstream);
      List<Edit> edits = new ArrayList<>();
      for (Map.Entry<String, String> each : values.entrySet()) {
        edits.add(edit(text, element, each.getKey(), escaped(each.getValue()), upstream));
      }
      edits.sort(Comparator.comparingInt(Edit::start).reversed());
      StringBuilder changed = new StringBuilder(text);
      edits.forEach(e -> changed.replace(e.start(), e.end(), e.text()));
      byte[] after = changed.toString().getBytes(StandardCharsets.ISO_8859_1);
      if (!Arrays.equals(before, after)) {
        replace(real, after);
      }
    } catch (PomElements.MalformedException e) {
      throw PomProblems.unreadable(file, e.getMessage()).because(e);
    } catch (IOException e) {
      throw PomProblems.unwritable(file, e.toString()).because(e);
    }
  }

  /** The upstream of this id; where it stands without one, the only one there is. */
  private Element find(Element root, String id) {
    List<Element> found = upstreams(root, plugin, id);
    if (found.size() != 1) {
      throw PomProblems.notHere(file, id, found.size()).asException();
    }
    return found.get(0);
  }

  /** The upstreams of an id; where none has it, those without one. */
  static List<Element> upstreams(Element root, String plugin, String id) {
    List<Element> all = root.all().filter(e -> e.name().equals("plugin") && e.text("artifactId").equals(plugin)).flatMap(Element::all)
        .filter(e -> e.name().equals("upstreams")).flatMap(Element::all).filter(e -> e.name().equals("upstream")).toList();
    List<Element> same = all.stream().filter(e -> e.text("id").equals(id)).toList();
    return same.isEmpty() ? all.stream().filter(e -> e.child("id").isEmpty()).toList() : same;
  }

  private Edit edit(String text, Element upstream, String path, String value, String id) {
    String[] steps = path.split("/");
    Element parent = upstream;
    for (int i = 0; i < steps.length - 1; i++) {
      String step = steps[i];
      parent = parent.child(step).orElseThrow(() -> PomProblems.absent(file, id, path).asException());
    }
    Element old = parent.child(steps[steps.length - 1]).orElse(null);
    if (old == null) {
      Element before = parent.child("url").orElseThrow(() -> PomProblems.absent(file, id, path).asException());
      String line = blank(text, before.start());
      return new Edit(before.end(), before.end(), line + "<" + path + ">" + value + "</" + path + ">");
    }
    String content = old.content();
    String plain = content.strip();
    if (plain.contains("<") || plain.contains("$") || plain.contains("&")) {
      throw PomProblems.notPlain(file, id, path, plain).asException();
    }
    if (old.contentStart() == old.end()) {
      return new Edit(old.start(), old.end(), "<" + old.name() + ">" + value + "</" + old.name() + ">");
    }
    int start = old.contentStart() + (plain.isEmpty() ? 0 : content.indexOf(plain));
    return new Edit(start, plain.isEmpty() ? old.contentEnd() : start + plain.length(), value);
  }

  /** The white space before an element, from the end of the line before. */
  private static String blank(String text, int start) {
    int from = start;
    while (from > 0 && Character.isWhitespace(text.charAt(from - 1))) {
      from--;
    }
    String blank = text.substring(from, start);
    int line = Math.max(blank.lastIndexOf('\n'), 0);
    return blank.substring(line > 0 && blank.charAt(line - 1) == '\r' ? line - 1 : line);
  }

  private static String escaped(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The file is old or new, never half of both, and keeps its rights. */
  private static void replace(Path real, byte[] bytes) throws IOException {
    Path part = real.resolveSibling("." + real.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      Files.write(part, bytes);
      PosixFileAttributeView rights = Files.getFileAttributeView(part, PosixFileAttributeView.class);
      if (rights != null) {
        rights.setPermissions(Files.getPosixFilePermissions(real));
      }
      Files.move(part, real, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
