package io.github.vmimage.report;

import java.util.regex.Pattern;

/**
 * How a URL is shown, logged and recorded, everywhere: with {@code ****} for user name and password, and, of http, https and ftp, without
 * query and fragment. A query may be a signature that lets its reader in ({@code X-Amz-Signature}, {@code sig}, {@code token}), and nobody
 * can tell from its name that it is not. A fragment that begins with a slash is a place within a document (a JSON pointer), which our own
 * messages name, and stays.
 */
public final class ShownUrl {
  private static final Pattern USER = Pattern.compile("(\\b[A-Za-z][A-Za-z0-9+.-]{0,20}://)[^\\s/?#\"<>]{0,2000}@");
  private static final Pattern QUERY = Pattern.compile("(\\b(?i:https?|ftp)://[^\\s?#\"<>]{1,4000})(?:\\?|#(?!/))[^\\s\"<>]*");

  private ShownUrl() {}

  /**
   * Makes every URL in a text presentable. Where a query ends is not known of a text, so it ends at the next blank, quotation
   * mark or angle bracket: rather a bracket too much is lost than the end of a signature is shown.
   *
   * @param text any text, such as a URL alone or a message that quotes some
   * @return the same with its URLs as they may be shown
   */
  public static String in(String text) {
    return text.contains("://") ? QUERY.matcher(USER.matcher(text).replaceAll("$1****@")).replaceAll("$1") : text;
  }
}
