package io.github.vmimage.download;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page that a proxy, the login of a network or a repository in maintenance gives with status 200 in place of a file. Nothing that a
 * project names is such a page: no disk, no list of digests, no signature, no manifest begins like one.
 */
public final class HtmlPage {
  /** So much of a file is looked at. */
  public static final int BEGINNING_BYTES = 1024;

  private static final Pattern BEGINNING = Pattern.compile("\\A(?:\u00ef\u00bb\u00bf)?\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--.*?-->\\s*)*"
      + "<(?:!doctype\\s+html|html|head|body|script|meta|title)\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]{1,200})", Pattern.CASE_INSENSITIVE);

  private HtmlPage() {}

  /**
   * Looks at the beginning of a file.
   *
   * @param beginning its first bytes, {@value #BEGINNING_BYTES} at most are looked at
   * @return "an HTML page" with its title; empty where it is another file
   */
  public static Optional<String> shown(byte[] beginning) {
    String text = new String(beginning, 0, Math.min(beginning.length, BEGINNING_BYTES), StandardCharsets.ISO_8859_1);
    if (!BEGINNING.matcher(text).find()) {
      return Optional.empty();
    }
    Matcher title = TITLE.matcher(text);
    return Optional.of(title.find() ? "an HTML page: " + title.group(1).strip().replaceAll("\\s+", " ") : "an HTML page");
  }
}
