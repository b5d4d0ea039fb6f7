package io.github.vmimage.ansible;

/**
 * What the role {@code vmimage_stamp} writes into an image.
 *
 * @param name name of the image
 * @param version version of the image: the tag's name, or the version of a snapshot
 * @param projectVersion version of the project
 * @param tag name of the tag; empty for a snapshot
 * @param commit 40 hex digits; empty where there is none
 */
public record StampValues(String name, String version, String projectVersion, String tag, String commit) {

  /** What a linter may see in place of a build's values. */
  public static final StampValues PLACEHOLDERS = new StampValues("lint", "0", "0", "", "0".repeat(40));

  /**
   * The role's default variables.
   *
   * @return a YAML document; every value a quoted string that Ansible takes as it is
   */
  String yaml() {
    return "---\n# Written by the plugin for this build.\n"
        + entry("name", name) + entry("version", version) + entry("project_version", projectVersion) + entry("tag", tag)
        + entry("commit", commit);
  }

  private static String entry(String key, String value) {
    return "vmimage_stamp_" + key + ": " + quoted(value) + "\n";
  }

  /** YAML's double quotes; without {@code !unsafe} Ansible would run an expression in the value. */
  private static String quoted(String value) {
    StringBuilder text = new StringBuilder(value.contains("{{") || value.contains("{%") || value.contains("{#") ? "!unsafe \"" : "\"");
    value.codePoints().forEach(c -> {
      if (c == '"' || c == '\\') {
        text.append('\\').appendCodePoint(c);
      } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
        text.append(String.format("\\u%04X", c));
      } else {
        text.appendCodePoint(c);
      }
    });
    return text.append('"').toString();
  }
}
