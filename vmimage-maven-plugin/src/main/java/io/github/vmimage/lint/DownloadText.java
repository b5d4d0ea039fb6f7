package io.github.vmimage.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for downloads in a shell script that nothing holds against a digest or a signature. What a package manager of the guest fetches is
 * none of them: it checks the signature of its archive itself.
 */
public final class DownloadText {
  /** A larger text is no script that a person wrote. */
  private static final int MAX_LENGTH = 1 << 20;
  private static final String COMMAND = "(?:^|[;&|(`]|\\b(?:sudo|then|do|else|if|while|until)\\s|!\\s)\\s*(?:sudo\\s+(?:-\\S+\\s+){0,8})?";
  private static final Pattern FETCH = Pattern.compile(COMMAND + "(curl|wget|aria2c|fetch)\\s+\\S");
  private static final Pattern PIPED = Pattern.compile(
      COMMAND + "(?:curl|wget)\\s[^\\n;]{0,2000}?\\|\\s*(?:sudo\\s+(?:-\\S+\\s+){0,8})?(?:env\\s+)?"
          + "(?:ba|da|z|k|a)?(?:sh|python3?|perl|ruby|node)\\b");
  private static final Pattern SUBSTITUTED = Pattern.compile(
      "(?:\\b(?:ba|da|z|k)?sh\\s+-c\\s+|\\beval\\s+|\\bsource\\s+|<\\()\\s*[\"']?(?:\\$\\(|`)?\\s*(?:curl|wget)\\s");
  /** Nothing of these reaches the image. */
  private static final Pattern HARMLESS = Pattern.compile(
      "\\s(?:--version|--help|-I|--head)(?:\\s|$)|//(?:localhost|127\\.|\\[::1\\]|10\\.0\\.2\\.2|169\\.254\\.)");
  private static final Pattern CHECK = Pattern.compile(
      "\\b(?:sha(?:256|512)sum|shasum|gpgv?|sqv?|cosign|minisign|signify|openssl\\s+dgst)\\b");
  private static final Pattern PIP = Pattern.compile(COMMAND + "(?:python3?\\s+-m\\s+)?(?:[^\\s;&|]*/)?pip3?\\s+install\\s+([^;&|]*)");
  private static final Pattern NPM = Pattern.compile(COMMAND + "(?:npm\\s+(?:install|i|add)|yarn\\s+(?:global\\s+)?add)\\s+([^;&|]*)");
  private static final Pattern GEM = Pattern.compile(COMMAND + "gem\\s+install\\s+([^;&|]*)");
  private static final Pattern CLONE = Pattern.compile(COMMAND + "git\\s+(?:-\\S+\\s+){0,8}clone\\s");
  private static final Pattern COMMIT = Pattern.compile("\\b[0-9a-f]{40}\\b");
  private static final Pattern PULL = Pattern.compile(COMMAND + "(?:docker|podman|nerdctl|ctr\\s+images?|crictl)\\s+pull\\s+\\S");

  private DownloadText() {}

  /**
   * Something that a script brings in.
   *
   * @param line counted from 1
   * @param what a few words, without anything of the script itself
   */
  public record Download(int line, String what) {}

  /**
   * Looks through a script.
   *
   * @param script its text
   * @return what it brings in, at most one for each line, in order
   */
  public static List<Download> in(String script) {
    List<Download> found = new ArrayList<>();
    if (script.length() > MAX_LENGTH) {
      return found;
    }
    // A command may go on in the next line; each keeps its number.
    String[] lines = script.replaceAll("\\\\\\r?\\n", "\\\\ \u0000").split("\n", -1);
    boolean checked = CHECK.matcher(script).find();
    boolean pinned = COMMIT.matcher(script).find();
    int number = 1;
    for (String raw : lines) {
      String line = raw.replace("\\ \u0000", " ").stripLeading();
      if (!line.startsWith("#")) {
        String what = what(line, checked, pinned);
        if (!what.isEmpty()) {
          found.add(new Download(number, what));
        }
      }
      number += 1 + (int) raw.chars().filter(c -> c == 0).count();
    }
    return List.copyOf(found);
  }

  /** Whether an installer is asked for something without a version; a registry never exchanges what it gave out under one. */
  private static boolean unpinned(Pattern installer, String line, String pinned, String option) {
    return installer.matcher(line).results().map(m -> m.group(1).strip()).filter(a -> !a.matches("(?s)(.*\\s)?(?:" + option + ")(\\s.*)?"))
        .anyMatch(a -> Stream.of(a.split("\\s+")).map(w -> w.replaceAll("^[\"']|[\"']$", "")).filter(w -> !w.startsWith("-"))
            .anyMatch(w -> !w.matches(pinned)));
  }

  private static String what(String line, boolean checked, boolean pinned) {
    if (PIPED.matcher(line).find() || SUBSTITUTED.matcher(line).find()) {
      return "runs what it downloads";
    } else if (FETCH.matcher(line).find() && !checked && !HARMLESS.matcher(line).find()) {
      return "downloads a file without a digest";
    } else if (unpinned(PIP, line, ".+===?.+|\\.{1,2}(/.*)?", "--(?:require-hashes|no-index)")
        || unpinned(NPM, line, ".+@\\d.*|\\.{1,2}(/.*)?", "--offline") || unpinned(GEM, line, "\\d.*", "--local|-v|--version(?:=\\S+)?")) {
      return "installs packages of a language without an exact version or digest";
    } else if (CLONE.matcher(line).find() && !pinned) {
      return "clones a repository without a commit";
    }
    return PULL.matcher(line).find() && !line.contains("@sha256:") ? "pulls a container image without a digest" : "";
  }
}
