package io.github.vmimage.process;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The forms in which programs write a value into other texts: in a URL, in JSON (as Go writes it, too), YAML and XML, quoted for a shell,
 * in hexadecimal digits, and in Base64, also where it is a part of what was encoded, such as {@code user:password}.
 */
final class SecretForms {
  /** Shorter values are left out: masking them would garble ordinary text and tell the secret by its absence. */
  private static final int SHORTEST = 4;

  /** Shorter pieces of Base64 and of digits are found in ordinary text by accident. */
  private static final int SHORTEST_ENCODED = 8;

  private SecretForms() {}

  /** Of one line of a value. */
  static Stream<String> ofLine(String line) {
    return line.length() < SHORTEST ? Stream.empty()
        : Stream.of(Stream.of(line), inUrls(line), inJson(line), inMarkup(line), inShells(line), encoded(line)).flatMap(s -> s);
  }

  /** Of a value of several lines, which an encoding makes one of. */
  static Stream<String> ofWhole(String value) {
    return value.lines().limit(2).count() > 1 ? encoded(value) : Stream.empty();
  }

  private static Stream<String> inUrls(String value) {
    String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
    String strict = form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    // As browsers and JavaScript write a component.
    String component = strict.replace("%21", "!").replace("%27", "'").replace("%28", "(").replace("%29", ")").replace("%2A", "*");
    return Stream.of(form, strict, component).flatMap(f -> Stream.of(f, lowerEscapes(f)));
  }

  private static String lowerEscapes(String escaped) {
    StringBuilder lower = new StringBuilder(escaped);
    for (int i = lower.indexOf("%"); i >= 0 && i + 2 < lower.length(); i = lower.indexOf("%", i + 3)) {
      lower.replace(i + 1, i + 3, lower.substring(i + 1, i + 3).toLowerCase(Locale.ROOT));
    }
    return lower.toString();
  }

  private static Stream<String> inJson(String value) {
    String json = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t");
    String go = json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
    return Stream.of(json, json.replace("/", "\\/"), go, ascii(json), ascii(go));
  }

  private static String ascii(String json) {
    StringBuilder plain = new StringBuilder();
    json.chars().forEach(c -> plain.append(c < 0x7f ? String.valueOf((char) c) : String.format(Locale.ROOT, "\\u%04x", c)));
    return plain.toString();
  }

  private static Stream<String> inMarkup(String value) {
    String xml = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    String quoted = xml.replace("\"", "&quot;");
    return Stream.of(value.replace("'", "''"), xml, quoted, quoted.replace("'", "&apos;"), quoted.replace("'", "&#39;"),
        xml.replace("\"", "&#34;").replace("'", "&#39;"));
  }

  private static Stream<String> inShells(String value) {
    return Stream.of(value.replace("'", "'\\''"), value.replace("'", "'\"'\"'"), value.replaceAll("([\\\\\"$`])", "\\\\$1"),
        value.replaceAll("([^A-Za-z0-9_@%+=:,./-])", "\\\\$1"));
  }

  private static Stream<String> encoded(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(bytes);
    Stream<String> base64 = Stream.of(0, 1, 2).map(before -> inBase64(bytes, before)).flatMap(f -> Stream.of(f,
        f.replace('+', '-').replace('/', '_')));
    return Stream.concat(base64, Stream.of(hex, hex.toUpperCase(Locale.ROOT))).filter(f -> f.length() >= SHORTEST_ENCODED);
  }

  /** The characters that depend on nothing before and after the value, with so many bytes before it in its group of three. */
  private static String inBase64(byte[] value, int before) {
    byte[] shifted = new byte[before + value.length];
    System.arraycopy(value, 0, shifted, before, value.length);
    String all = new String(Base64.getEncoder().withoutPadding().encode(shifted), StandardCharsets.US_ASCII);
    int first = (before * 8 + 5) / 6;
    int last = shifted.length * 8 / 6;
    return all.substring(Math.min(first, last), last);
  }
}
