package io.github.vmimage.seal;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What the image has to say about itself.
 *
 * @param imageName name of the image, usually the artifact ID
 * @param imageVersion version of the image: the tag's name for a release, such as {@code release-1.2.0}, or {@code 1.2.0-SNAPSHOT}
 * @param tag name of the tag it was built from; empty for a snapshot
 * @param commit 40 hex digits; empty where the source is not under Git
 */
public record ExpectedStamp(String imageName, String imageVersion, String tag, String commit) {

  /** Checks that nothing is missing. */
  public ExpectedStamp {
    Objects.requireNonNull(imageName, "imageName");
    Objects.requireNonNull(imageVersion, "imageVersion");
    Objects.requireNonNull(tag, "tag");
    Objects.requireNonNull(commit, "commit");
  }

  /** {@return the version as {@code /etc/os-release} has it} */
  public String plainVersion() {
    return plain(imageVersion);
  }

  /** A value as os-release(5) takes it and the role {@code vmimage_stamp} writes it: every other byte becomes a dash. */
  static String plain(String value) {
    StringBuilder plain = new StringBuilder(value.length());
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xFF);
      if (c >= 'A' && c <= 'Z') {
        c += 'a' - 'A';
      }
      boolean allowed = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '.' || c == '_' || c == '-';
      plain.append(allowed ? c : '-');
    }
    return plain.toString();
  }
}
