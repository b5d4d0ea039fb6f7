package io.github.vmimage.testreport;

import com.samskivert.mustache.Mustache;
import io.github.vmimage.report.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A report as one page of HTML that needs nothing beside it. Its policy lets a browser load nothing, run nothing and use no style but the
 * page's own, which it names by digest.
 */
public final class HtmlReport {

  private HtmlReport() {}

  /**
   * Renders a report.
   *
   * @param report any
   * @return the page, the same for the same report
   */
  public static String of(TestReport report) {
    String css = resource("test-report.css");
    return Mustache.compiler().strictSections(true).withEscaper(HtmlReport::escape)
        .withLoader(name -> new StringReader(resource(name + ".html"))).compile(resource("test-report.html"))
        .execute(Page.of(report, css, "sha256-" + digest(css)));
  }

  /** Every value of the page goes through here. */
  private static String escape(String text) {
    return PlainText.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
  }

  private static String digest(String css) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A browser reads a line end as one character, and takes the digest of that; Git may have written two. */
  private static String resource(String name) {
    try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
