package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.download.Redirects;
import io.github.vmimage.report.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
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

  /** Parses one that has a {@code <url>}, wherever it stands. */
  UrlUpstream parseUrl(UpstreamDeclaration declaration, String place) {
    problems = new Problems();
    UrlUpstream parsed = url(declaration, isAbsent(declaration.id()) ? Upstream.DEFAULT_ID : declaration.id().strip(), place);
    problems.throwIfAny();
    return parsed;
  }

  /**
   * Checks the keys of those who may sign the manifests of releases.
   *
   * @param declared {@code <keyring>} and {@code <fingerprints>}; nothing else in it counts
   * @param place of the element around them
   * @return the keys
   * @throws io.github.vmimage.report.ProblemException with everything that is wrong
   */
  public ManifestKeys parseKeys(UpstreamDeclaration.Checksums declared, String place) {
    problems = new Problems();
    KeyringParser.Keys keys = keys(declared, place);
    problems.throwIfAny();
    return new ManifestKeys(keys.file(), keys.fingerprints());
  }

  private String id(UpstreamDeclaration declaration, String place, boolean several, Set<String> ids) {
    if (isAbsent(declaration.id())) {
      if (several) {
        problems.add(DeclarationProblems.noId(place));
      }
      return Upstream.DEFAULT_ID;
    }
    String id = declaration.id().strip();
    if (!id.matches(ID) || id.matches("(.*_)?checksum")) {
      problems.add(DeclarationProblems.badId(place, id));
    } else if (!ids.add(id)) {
      problems.add(DeclarationProblems.sameId(place, id));
    }
    return id;
  }

  private Upstream upstream(UpstreamDeclaration declaration, String id, String place) {
    long kinds = Stream.of(declaration.url(), declaration.artifact()).filter(v -> !isAbsent(v)).count()
        + (declaration.debianArchive() == null ? 0 : 1) + declaration.cloud().count();
    if (kinds != 1) {
      throw (kinds == 0 ? DeclarationProblems.noPlace(place) : DeclarationProblems.severalPlaces(place)).asException();
    }
    if (!isAbsent(declaration.url())) {
      return url(declaration, id, place);
    }
    refuseDigests(declaration, place);
    UpstreamDeclaration.Checksums signature = declaration.checksums();
    boolean ofManifest = signature != null && !isAbsent(declaration.artifact()) && isAbsent(signature.url())
        && isAbsent(signature.signature());
    if (signature != null && !ofManifest) {
      problems.add(DeclarationProblems.checksumsWithoutUrl(place));
    }
    if (declaration.cloud().count() == 1) {
      return new CloudParser(place, problems).parse(declaration.cloud(), id);
    }
    return isAbsent(declaration.artifact()) ? new DebianArchiveParser(base, problems).parse(declaration.debianArchive(), id, place)
        : artifact(declaration.artifact().strip(), ofManifest ? keys(signature, place) : null, id, place);
  }

  private void refuseDigests(UpstreamDeclaration declaration, String place) {
    if (DigestParser.isGiven(declaration)) {
      problems.add(DeclarationProblems.digestWithoutUrl(place));
    }
  }

  private static ArtifactUpstream artifact(String value, KeyringParser.Keys keys, String id, String place) {
    String[] parts = value.split(":", -1);
    if (parts.length != 3 || !Stream.of(parts).allMatch(p -> p.matches(COORDINATE))) {
      throw DeclarationProblems.badCoordinates(place, value).asException();
    }
    if (Set.of("LATEST", "RELEASE").contains(parts[2])) {
      throw DeclarationProblems.movingVersion(place, value).asException();
    }
    return new ArtifactUpstream(id, parts[0], parts[1], parts[2], Optional.ofNullable(keys).map(KeyringParser.Keys::file),
        keys == null ? List.of() : keys.fingerprints());
  }

  private UrlUpstream url(UpstreamDeclaration declaration, String id, String place) {
    URI[] url = new URI[1];
    Digest[] digest = new Digest[1];
    int before = problems.size();
    problems.collect(() -> url[0] = location(declaration.url().strip(), place + "<url>"));
    boolean signed = declaration.checksums() != null;
    if (!signed || DigestParser.isGiven(declaration)) {
      problems.collect(() -> digest[0] = new DigestParser(place).parse(declaration));
    }
    UrlTrust trust = signed ? checksums(declaration.checksums(), Optional.ofNullable(digest[0]), place) : new UrlTrust.Pinned(digest[0]);
    if (signed && url[0] != null && UrlUpstream.fileName(url[0]).isEmpty()) {
      problems.add(DeclarationProblems.noFileName(place + "<url>", url[0].toString()));
    }
    return problems.size() > before ? null : new UrlUpstream(id, url[0], trust);
  }

  private UrlTrust checksums(UpstreamDeclaration.Checksums declared, Optional<Digest> pinned, String place) {
    URI[] list = new URI[1];
    URI[] signature = new URI[1];
    int before = problems.size();
    if (isAbsent(declared.url())) {
      problems.add(DeclarationProblems.signatureWithoutChecksums(place));
    } else {
      problems.collect(() -> list[0] = location(declared.url().strip(), place + "<checksums>"));
    }
    if (!isAbsent(declared.signature())) {
      problems.collect(() -> signature[0] = location(declared.signature().strip(), place + "<signature>"));
    }
    KeyringParser.Keys keys = keys(declared, place);
    return problems.size() > before ? null
        : new UrlTrust.SignedChecksums(list[0], Optional.ofNullable(signature[0]), keys.file(), keys.fingerprints(), pinned);
  }

  private KeyringParser.Keys keys(UpstreamDeclaration.Checksums declared, String place) {
    KeyringParser.Keys keys = new KeyringParser(base, problems).parse(declared.keyring(), declared.fingerprints(), place);
    if (declared.fingerprints() == null || declared.fingerprints().isEmpty()) {
      problems.add(DeclarationProblems.noFingerprint(place));
    }
    return keys;
  }

  static URI location(String value, String place) {
    try {
      URI url = new URI(value);
      String scheme = Objects.toString(url.getScheme(), "").toLowerCase(Locale.ROOT);
      if (url.getRawUserInfo() != null) {
        throw DeclarationProblems.passwordInUrl(place, url.toString()).asException();
      }
      boolean usable = switch (scheme) {
        case "http", "https" -> url.getHost() != null && url.getPort() <= Redirects.MAX_PORT;
        case "file" -> url.getRawAuthority() == null && url.getPath() != null && url.getPath().startsWith("/") && url.getRawQuery() == null
            && url.getRawFragment() == null;
        default -> false;
      };
      if (!usable) {
        throw DeclarationProblems.unusableUrl(place, value).asException();
      }
      return url;
    } catch (URISyntaxException e) {
      throw DeclarationProblems.malformedUrl(place, value).because(e);
    }
  }

  static boolean isAbsent(String value) {
    return value == null || value.isBlank();
  }
}
