package io.github.vmimage.release;

import io.github.vmimage.report.ProblemException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parses dpkg's status file, and what rpm prints in that form: paragraphs of {@code Field: value}, with continuation lines, apart by empty
 * lines (deb-control(5)).
 */
final class DpkgStatus {
  static final int MAX_LINE = 1 << 20;
  static final int MAX_PACKAGES = 50_000;

  private static final Set<String> KEPT = Set.of("package", "status", "version", "architecture");
  // The states of dpkg(1). In the first two none of a package's files are there; every other one, broken ones too, left files on the disk.
  private static final Set<String> ABSENT = Set.of("not-installed", "config-files");
  private static final Set<String> PRESENT =
      Set.of("half-installed", "unpacked", "half-configured", "triggers-awaited", "triggers-pending", "installed");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]{0,254}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~:^_-]{0,254}");
  private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final Pattern STATUS = Pattern.compile("[a-z]+ +[a-z-]+ +([a-z-]+)");

  private final String path;
  private final List<Manifest.InstalledPackage> packages = new ArrayList<>();
  private final Map<String, String> paragraph = new HashMap<>();
  private int line;
  private boolean anyField;

  private DpkgStatus(String path) {
    this.path = path;
  }

  /**
   * Parses a status file.
   *
   * @param in the file; stays open
   * @param path of the file in the guest, for messages
   * @return the packages whose files are on the disk
   * @throws IOException when it cannot be read
   */
  static List<Manifest.InstalledPackage> parse(InputStream in, String path) throws IOException {
    DpkgStatus status = new DpkgStatus(path);
    InputStream buffered = new BufferedInputStream(in, 1 << 16);
    for (String text = status.readLine(buffered); text != null; text = status.readLine(buffered)) {
      status.take(text);
    }
    status.endParagraph();
    return List.copyOf(status.packages);
  }

  private String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    line++;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (text.size() == MAX_LINE) {
        throw malformed("a line of more than " + MAX_LINE + " bytes", "shorter lines");
      }
      text.write(next);
    }
    // Bytes that are no UTF-8 become replacement characters: harmless in a description, refused in what is kept.
    return text.toString(StandardCharsets.UTF_8);
  }

  private void take(String text) {
    if (text.isBlank()) {
      endParagraph();
    } else if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
      if (!anyField) {
        throw malformed(ManifestPlace.shortened(text), "a field before its continuation");
      }
    } else {
      int colon = text.indexOf(':');
      if (colon < 1) {
        throw malformed(ManifestPlace.shortened(text), "Field: value");
      }
      anyField = true;
      String field = text.substring(0, colon).toLowerCase(Locale.ROOT);
      if (KEPT.contains(field) && paragraph.put(field, text.substring(colon + 1).strip()) != null) {
        throw malformed("the field " + field + " twice", "each field once in a paragraph");
      }
    }
  }

  private void endParagraph() {
    if (!anyField) {
      return;
    }
    var status = STATUS.matcher(paragraph.getOrDefault("status", ""));
    String name = value("package", NAME);
    if (!status.matches() || !ABSENT.contains(status.group(1)) && !PRESENT.contains(status.group(1))) {
      throw malformed("status of " + name + ": " + ManifestPlace.shortened(paragraph.getOrDefault("status", "none")),
          "three words, such as install ok installed");
    }
    if (PRESENT.contains(status.group(1))) {
      if (packages.size() == MAX_PACKAGES) {
        throw malformed("more than " + MAX_PACKAGES + " packages", "at most so many");
      }
      packages.add(new Manifest.InstalledPackage(name, value("version", VERSION), value("architecture", ARCHITECTURE)));
    }
    paragraph.clear();
    anyField = false;
  }

  private String value(String field, Pattern pattern) {
    String value = paragraph.get(field);
    if (value == null) {
      throw malformed("a paragraph without the field " + field, "Package, Status, Version and Architecture in each paragraph");
    }
    if (!pattern.matcher(value).matches()) {
      throw malformed(field + " " + ManifestPlace.shortened(value), pattern.pattern());
    }
    return value;
  }

  private ProblemException malformed(String seen, String accepted) {
    return GuestProblems.malformedPackageList(path, line, seen, accepted).asException();
  }
}
