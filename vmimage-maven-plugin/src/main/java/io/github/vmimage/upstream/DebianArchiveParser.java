package io.github.vmimage.upstream;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks a {@code <debianArchive>}: what passes here, the bootstrap script and apt can use. */
final class DebianArchiveParser {
  private static final String SUITE = "[a-z][a-z0-9.-]*";
  private static final String ADD_KEYRING = "cp /usr/share/keyrings/debian-archive-keyring.gpg src/main/keys/ and name it here";
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
      problems.add(Problem.project("The suite of an archive is missing or no name").at(place + "<suite>")
          .saw(suite == null ? "" : suite).accepts("small letters, digits, '.' and '-', beginning with a letter")
          .next("add <suite>bookworm</suite>, or the one that is meant"));
    }
    Path keyring = keyring(declared.keyring(), place + "<keyring>");
    List<String> mirrors = mirrors(declared, suite, place + "<mirrors>");
    List<String> components = names(declared.components(), place + "<components>", "component", "names like main");
    List<String> packages = names(declared.packages(), place + "<packages>", "package", "names of packages, in small letters");
    String size = size(declared.size(), place + "<size>");
    if (!mirrors.isEmpty() && !components.isEmpty()) {
      problems.add(Problem.project("Each mirror names its own components").at(place + "<components>").saw(String.join(" ", components))
          .accepts("either <mirrors> or <components>").next("move the components to the end of each <mirror>"));
    }
    if (suite == null || keyring == null || size == null) {
      return null;
    }
    return new DebianArchiveUpstream(id, suite, keyring, components.isEmpty() ? DebianArchiveUpstream.DEFAULT_COMPONENTS : components,
        mirrors, packages, size);
  }

  private Path keyring(String value, String place) {
    if (UpstreamParser.isAbsent(value)) {
      problems.add(Problem.project("The archive has no keyring, so nothing proves its signature").at(place)
          .accepts("a file of the project with OpenPGP public keys").next(ADD_KEYRING));
      return null;
    }
    try {
      Path file = base.resolve(value.strip()).toAbsolutePath().normalize();
      if (!Files.isRegularFile(file)) {
        problems.add(Problem.project("The keyring of an archive does not exist").at(place).saw(value.strip())
            .accepts("a file, relative to the project").next(ADD_KEYRING));
        return null;
      }
      problems.collect(() -> ArchiveKeyring.read(file));
      return file;
    } catch (InvalidPathException e) {
      problems.add(Problem.project("The keyring of an archive is no path").at(place).saw(value.strip()).next("mend the path"));
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
        problems.add(Problem.project("A mirror of an archive cannot be used: " + e.getMessage()).at(place + "<mirror[" + index + "]>")
            .saw(line.replaceAll("//[^/@]*@", "//****@")).accepts("apt's one-line format")
            .next("write it like deb http://mirror.example/debian bookworm main"));
      }
    }
    if (!lines.isEmpty() && !base && suite != null) {
      problems.add(Problem.project("None of the mirrors is of the suite itself").at(place).saw(String.join("\n", lines)).accepts(suite)
          .next("add <mirror>deb http://mirror.example/debian " + suite + " main</mirror>, or another host"));
    }
    return lines;
  }

  private List<String> names(List<String> values, String place, String element, String accepted) {
    List<String> names = given(values);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!(element.equals("component") ? AptSource.isComponent(name) : name.matches(PACKAGE))) {
        problems.add(Problem.project("A " + element + " of an archive is not well-formed")
            .at(place + "<" + element + "[" + (i + 1) + "]>").saw(name).accepts(accepted).next("write one name in each <" + element + ">"));
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
      problems.add(Problem.project("The size of the disk is not well-formed").at(place).saw(size)
          .accepts("a whole number with G or M, at least 1G").next("write it like 8G"));
    }
    return enough ? size : null;
  }

  private static List<String> given(List<String> values) {
    return values == null ? List.of() : values.stream().filter(v -> !UpstreamParser.isAbsent(v)).map(String::strip).toList();
  }
}
