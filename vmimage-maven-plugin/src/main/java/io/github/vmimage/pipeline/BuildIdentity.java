package io.github.vmimage.pipeline;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who the guest of the build was. The seal tells it on the guest's serial console before it takes it away.
 *
 * @param told values by what they are: {@code machine-id}, {@code host-key}, {@code hostname}
 */
record BuildIdentity(Map<String, List<String>> told) {
  private static final Pattern LINE = Pattern.compile(
      ".*vmimage-seal: was (machine-id|host-key|hostname) (\\S{1,255})(?: \\([A-Za-z0-9-]{1,32}\\))?\\s*");

  /** Reads what a console holds; nothing is told where the template keeps none. */
  static BuildIdentity of(List<String> console) {
    return new BuildIdentity(console.stream().map(LINE::matcher).filter(Matcher::matches)
        .collect(Collectors.groupingBy(m -> m.group(1), Collectors.mapping(m -> m.group(2), Collectors.toList()))));
  }

  List<String> of(String what) {
    return told.getOrDefault(what, List.of());
  }
}
