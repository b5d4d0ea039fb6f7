package io.github.vmimage.upstream;

import io.github.vmimage.download.Download;
import io.github.vmimage.download.DownloadProblems;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names in a folder: of this machine, or of a server that shows its folders as pages with links. */
final class Listing {
  /** Pages with some thousand names have some hundred kilobytes. */
  static final int MAX_BYTES = 2 << 20;
  private static final int MAX_NAMES = 20_000;
  /** A link to something in the same folder; whatever else it has is not for us. */
  private static final Pattern LINK = Pattern.compile("(?i)href\\s*=\\s*[\"'](?:\\./)?([A-Za-z0-9][A-Za-z0-9._~+-]{0,199})/?[\"']");

  private Listing() {}

  /** All names, in their order; of a page that is no listing none. */
  static List<String> of(URI folder, Download download) {
    if (folder.getScheme().equalsIgnoreCase("file")) {
      Path path = Path.of(folder);
      try (Stream<Path> files = Files.list(path)) {
        return files.limit(MAX_NAMES).map(f -> f.getFileName().toString()).sorted().toList();
      } catch (IOException e) {
        throw DownloadProblems.unreadableFile(folder, path, e.toString()).because(e);
      }
    }
    return links(new String(download.page(folder, MAX_BYTES), StandardCharsets.ISO_8859_1));
  }

  /** The names that a page links to in its own folder. */
  static List<String> links(String page) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = LINK.matcher(page);
    while (names.size() < MAX_NAMES && matcher.find()) {
      names.add(matcher.group(1));
    }
    return List.copyOf(names);
  }
}
