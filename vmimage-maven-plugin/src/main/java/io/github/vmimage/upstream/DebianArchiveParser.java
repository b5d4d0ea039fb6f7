package io.github.vmimage.upstream;

import io.github.vmimage.report.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks a {@code <debianArchive>}: what passes here, the bootstrap script and apt can use. */
final class DebianArchiveParser {
  private static final String SUITE = "[a-z][a-z0-9.-]*";
  private static final String PACKAGE = "[a-z0-9][a-z0-9.+-]+(:[a-z0-9-]+)?";

  private final Path base;
  private final Problems problems;

  DebianArchiveParser(Path base, Problems problems) {
    this.base = base;
    this.problems = problems;
  }

  /** Returns null when something is wrong; the problems then tell what. */
  DebianArchiveUpstream parse(UpstreamDeclaration.DebianArchive declared, String id, String parent) {
    String place = parent + "<debianArchive>";
    String suite = UpstreamParser.isAbsent(declared.suite()) ? null : declared.suite().strip();
    if (suite == null || !suite.matches(SUITE)) {
      problems.add(DeclarationProblems.badSuite(place, suite == null ? "" : suite));
    }
    KeyringParser.Keys keys = new KeyringParser(base, problems).parse(declared.keyring(), declared.fingerprints(), place);
    String releaseSha256 = releaseSha256(declared.releaseSha256(), place + "<releaseSha256>");
    List<String> mirrors = mirrors(declared, suite, place + "<mirrors>");
    List<String> components = names(declared.components(), place + "<components>", "component", "names like main");
    List<String> packages = names(declared.packages(), place + "<packages>", "package", "names of packages, in small letters");
    String size = size(declared.size(), place + "<size>");
    if (!mirrors.isEmpty() && !components.isEmpty()) {
      problems.add(DeclarationProblems.componentsBesideMirrors(place + "<components>", components));
    }
    if (suite == null || keys == null || size == null) {
      return null;
    }
    return new DebianArchiveUpstream(id, suite, keys.file(), components.isEmpty() ? DebianArchiveUpstream.DEFAULT_COMPONENTS : components,
        mirrors, packages, size, keys.fingerprints(), releaseSha256);
  }

  private String releaseSha256(String value, String place) {
    String hex = UpstreamParser.isAbsent(value) ? "" : value.strip().toLowerCase(Locale.ROOT);
    if (!hex.matches("([0-9a-f]{64})?")) {
      problems.add(DeclarationProblems.badReleaseDigest(place, value.strip()));
    }
    return hex;
  }

  private List<String> mirrors(UpstreamDeclaration.DebianArchive declared, String suite, String place) {
    List<String> lines = new ArrayList<>();
    boolean base = false;
    int index = 0;
    for (String line : given(declared.mirrors())) {
      index++;
      try {
        AptSource source = AptSource.parse(line);
        base |= source.suite().equals(suite);
        lines.add(line);
      } catch (AptSource.RefusedException e) {
        problems.add(DeclarationProblems.badMirror(place + "<mirror[" + index + "]>", e.getMessage(), line));
      }
    }
    if (!lines.isEmpty() && !base && suite != null) {
      problems.add(DeclarationProblems.noMirrorOfTheSuite(place, suite, lines));
    }
    return lines;
  }

  private List<String> names(List<String> values, String place, String element, String accepted) {
    List<String> names = given(values);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!(element.equals("component") ? AptSource.isComponent(name) : name.matches(PACKAGE))) {
        problems.add(DeclarationProblems.badName(place, element, i + 1, name, accepted));
      }
    }
    return names;
  }

  private String size(String value, String place) {
    if (UpstreamParser.isAbsent(value)) {
      return DebianArchiveUpstream.DEFAULT_SIZE;
    }
    String size = value.strip();
    boolean enough = size.matches("[1-9][0-9]{0,5}G")
        || size.matches("[1-9][0-9]{3,6}M") && Integer.parseInt(size.substring(0, size.length() - 1)) >= 1024;
    if (!enough) {
      problems.add(DeclarationProblems.badSize(place, size));
    }
    return enough ? size : null;
  }

  private static List<String> given(List<String> values) {
    return values == null ? List.of() : values.stream().filter(v -> !UpstreamParser.isAbsent(v)).map(String::strip).toList();
  }
}
