package io.github.vmimage.upstream;

import io.github.vmimage.report.Problems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    Path keyring = keyring(declared.keyring(), place + "<keyring>");
    List<String> mirrors = mirrors(declared, suite, place + "<mirrors>");
    List<String> components = names(declared.components(), place + "<components>", "component", "names like main");
    List<String> packages = names(declared.packages(), place + "<packages>", "package", "names of packages, in small letters");
    String size = size(declared.size(), place + "<size>");
    if (!mirrors.isEmpty() && !components.isEmpty()) {
      problems.add(DeclarationProblems.componentsBesideMirrors(place + "<components>", components));
    }
    if (suite == null || keyring == null || size == null) {
      return null;
    }
    return new DebianArchiveUpstream(id, suite, keyring, components.isEmpty() ? DebianArchiveUpstream.DEFAULT_COMPONENTS : components,
        mirrors, packages, size);
  }

  private Path keyring(String value, String place) {
    if (UpstreamParser.isAbsent(value)) {
      problems.add(DeclarationProblems.noKeyring(place));
      return null;
    }
    try {
      Path file = base.resolve(value.strip()).toAbsolutePath().normalize();
      if (!Files.isRegularFile(file)) {
        problems.add(DeclarationProblems.absentKeyring(place, value.strip()));
        return null;
      }
      problems.collect(() -> Keyring.read(file));
      return file;
    } catch (InvalidPathException e) {
      problems.add(DeclarationProblems.keyringIsNoPath(place, value.strip()));
      return null;
    }
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
        problems.add(DeclarationProblems.badMirror(place + "<mirror[" + index + "]>", e.getMessage(),
            line.replaceAll("//[^/@]*@", "//****@")));
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
