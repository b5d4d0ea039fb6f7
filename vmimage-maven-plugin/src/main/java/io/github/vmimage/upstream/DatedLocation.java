package io.github.vmimage.upstream;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A URL with a dated folder or file name in its path.
 *
 * @param url the whole URL
 * @param segments of its raw path; the first is empty
 * @param at index of the last segment that has a date
 * @param name that segment
 */
record DatedLocation(URI url, List<String> segments, int at, DatedName name) {

  /** Finds the last date of a path, a folder's before that of the file in it. */
  static Optional<DatedLocation> of(URI url) {
    List<String> segments = Arrays.asList(url.getRawPath().split("/", -1));
    for (int i = segments.size() - 2; i > 0; i--) {
      Optional<DatedLocation> folder = at(url, segments, i);
      if (folder.isPresent()) {
        return folder;
      }
    }
    return at(url, segments, segments.size() - 1);
  }

  private static Optional<DatedLocation> at(URI url, List<String> segments, int i) {
    return DatedName.of(segments.get(i)).map(name -> new DatedLocation(url, segments, i, name));
  }

  /** The folder that lists what lies beside the dated name; ends with a slash. */
  URI parent() {
    return url.resolve(String.join("/", segments.subList(0, at)) + "/");
  }

  /** The same URL with another dated name; the same date in names below it changes along. */
  URI with(DatedName other) {
    List<String> changed = new ArrayList<>(segments);
    changed.set(at, other.name());
    for (int i = at + 1; i < changed.size(); i++) {
      changed.set(i, changed.get(i).replace(name.date(), other.date()));
    }
    String path = String.join("/", changed);
    return URI.create(url.toString().replace(url.getRawPath(), path));
  }
}
