package io.github.vmimage.upstream;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Checks what the POM declares. Collects everything that is wrong; no network, no tool. */
public final class UpstreamParser {
  private static final String ID = "[a-z][a-z0-9_]*";
  private static final String COORDINATE = "[A-Za-z0-9_][A-Za-z0-9_.-]*";

  private final Path base;
  private Problems problems = new Problems();

  /**
   * Checks against one folder.
   *
   * @param base what relative paths of keyrings are relative to
   */
  public UpstreamParser(Path base) {
    this.base = base;
  }

  /**
   * Parses all upstreams of a project.
   *
   * @param declarations in the order of the POM; may be empty
   * @return one upstream for each
   * @throws io.github.vmimage.report.ProblemException with everything that is wrong
   */
  public List<Upstream> parse(List<UpstreamDeclaration> declarations) {
    problems = new Problems();
    List<Upstream> upstreams = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < declarations.size(); i++) {
      String place = "<upstreams><upstream[" + (i + 1) + "]>";
      UpstreamDeclaration declaration = declarations.get(i);
      String id = id(declaration, place, declarations.size() > 1, ids);
      problems.collect(() -> upstreams.add(upstream(declaration, id, place)));
    }
    problems.throwIfAny();
    return List.copyOf(upstreams);
  }

  private String id(UpstreamDeclaration declaration, String place, boolean several, Set<String> ids) {
    if (isAbsent(declaration.id())) {
      if (several) {
        problems.add(Problem.project("An upstream has no id, and there are several").at(place + "<id>")
            .accepts("small letters, digits and _, beginning with a letter").next("add <id>base</id>, or another name, to it"));
      }
      return Upstream.DEFAULT_ID;
    }
    String id = declaration.id().strip();
    if (!id.matches(ID) || id.matches("(.*_)?checksum")) {
      problems.add(Problem.project("The id of an upstream cannot be part of a Packer variable's name").at(place + "<id>").saw(id)
          .accepts("small letters, digits and _, beginning with a letter, not ending in checksum").next("rename it"));
    } else if (!ids.add(id)) {
      problems.add(Problem.project("Two upstreams have the same id").at(place + "<id>").saw(id).accepts("an id of its own for each")
          .next("rename one of them"));
    }
    return id;
  }

  private Upstream upstream(UpstreamDeclaration declaration, String id, String place) {
    long kinds = Stream.of(declaration.url(), declaration.artifact()).filter(v -> !isAbsent(v)).count()
        + (declaration.debianArchive() == null ? 0 : 1);
    if (kinds != 1) {
      throw Problem.project(kinds == 0 ? "An upstream does not say where it comes from" : "An upstream comes from several places").at(place)
          .accepts("exactly one of <url>, <artifact> and <debianArchive>")
          .next(kinds == 0 ? "add one of them" : "make an <upstream> of each").asException();
    }
    if (!isAbsent(declaration.url())) {
      return url(declaration, id, place);
    }
    refuseDigests(declaration, place);
    return isAbsent(declaration.artifact()) ? new DebianArchiveParser(base, problems).parse(declaration.debianArchive(), id, place)
        : artifact(declaration.artifact().strip(), id, place);
  }

  private void refuseDigests(UpstreamDeclaration declaration, String place) {
    if (Stream.of(declaration.sha256(), declaration.sha512(), declaration.md5(), declaration.sha1()).anyMatch(v -> !isAbsent(v))) {
      problems.add(Problem.project("A digest belongs to a <url> only").at(place)
          .accepts("no digest: an <artifact> is proven by its manifest, a <debianArchive> by its signature").next("remove the digest"));
    }
  }

  private static ArtifactUpstream artifact(String value, String id, String place) {
    String[] parts = value.split(":", -1);
    if (parts.length != 3 || !Stream.of(parts).allMatch(p -> p.matches(COORDINATE))) {
      throw Problem.project("The coordinates of an upstream image are not well-formed").at(place + "<artifact>").saw(value)
          .accepts("groupId:artifactId:version").next("write them like com.example.images:base-image:0.1.0").asException();
    }
    if (Set.of("LATEST", "RELEASE").contains(parts[2])) {
      throw Problem.project("The version of an upstream image is not one exact version").at(place + "<artifact>").saw(value)
          .accepts("a version that always names the same image").next("write the version that is meant, such as 0.1.0").asException();
    }
    return new ArtifactUpstream(id, parts[0], parts[1], parts[2]);
  }

  private UrlUpstream url(UpstreamDeclaration declaration, String id, String place) {
    URI[] url = new URI[1];
    Digest[] digest = new Digest[1];
    problems.collect(() -> url[0] = location(declaration.url().strip(), place));
    problems.collect(() -> digest[0] = new DigestParser(place).parse(declaration));
    return url[0] == null || digest[0] == null ? null : new UrlUpstream(id, url[0], digest[0]);
  }

  private static URI location(String value, String place) {
    Problem wrong = Problem.project("The URL of an upstream cannot be used").at(place + "<url>")
        .accepts("http://HOST/PATH, https://HOST/PATH or file:///PATH");
    try {
      URI url = new URI(value);
      String scheme = Objects.toString(url.getScheme(), "").toLowerCase(Locale.ROOT);
      if (url.getRawUserInfo() != null) {
        // Not shown: it would put the password into the log.
        throw Problem.project("The URL of an upstream holds a user name or password").at(place + "<url>").saw(Redirects.shown(url))
            .accepts("a URL without them").next("move them to a <server> in settings.xml").asException();
      }
      boolean usable = switch (scheme) {
        case "http", "https" -> url.getHost() != null;
        case "file" -> url.getRawAuthority() == null && url.getPath() != null && url.getPath().startsWith("/") && url.getRawQuery() == null
            && url.getRawFragment() == null;
        default -> false;
      };
      if (!usable) {
        throw wrong.saw(value).next("write the whole URL of the file").asException();
      }
      return url;
    } catch (URISyntaxException e) {
      throw wrong.saw(value).next("write blanks and the like as %20").because(e);
    }
  }

  static boolean isAbsent(String value) {
    return value == null || value.isBlank();
  }
}
