package io.github.vmimage.pipeline;

import java.util.Map;

/** The upstreams as they stand in the POM. */
@FunctionalInterface
public interface UpstreamElements {

  /**
   * Writes values into one upstream; all else in the POM stays as it is.
   *
   * @param upstream its id
   * @param values texts by the path of their element inside {@code <upstream>}, such as {@code sha256} or {@code ami/id}
   * @throws io.github.vmimage.report.ProblemException when it cannot be found there, or is no plain text; nothing is written then
   */
  void write(String upstream, Map<String, String> values);
}
