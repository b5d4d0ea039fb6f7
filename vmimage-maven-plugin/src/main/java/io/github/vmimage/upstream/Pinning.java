package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.download.Download;
import io.github.vmimage.download.DownloadProblems;
import io.github.vmimage.download.Sink;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.report.ShownUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds out what a POM has to pin: the digest of what a URL serves now, or the values of a newer image. Writes nothing. */
public final class Pinning {
  private final Download download;
  private final CloudImages clouds;
  private final UpstreamParser parser;
  private final SignedChecksums checksums;

  /**
   * Puts the ways together.
   *
   * @param download gets URLs
   * @param clouds asks clouds of their images
   * @param base what relative paths of keyrings are relative to
   * @param cache keeps signed lists of digests
   */
  public Pinning(Download download, CloudImages clouds, Path base, UpstreamCache cache) {
    this.download = download;
    this.clouds = clouds;
    this.parser = new UpstreamParser(base);
    this.checksums = new SignedChecksums(cache, download, Clock.systemUTC());
  }

  /**
   * What is to be written.
   *
   * @param elements texts of elements inside {@code <upstream>}, by their path there, such as {@code sha256} or {@code ami/id}
   * @param told what that proves and what not, one line
   */
  public record Pins(Map<String, String> elements, String told) {
    /** Copies the map, keeping its order. */
    public Pins {
      told = ShownUrl.in(told);
      elements = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(elements));
    }
  }

  /**
   * Looks at one upstream.
   *
   * @param upstream as it is declared; its digest may be missing
   * @param place of it in the POM
   * @param to the dated name, AMI, version or image that is asked for; empty for none
   * @return what is to be written
   * @throws io.github.vmimage.report.ProblemException when it cannot be had, or is not what its owner says
   */
  public Pins of(UpstreamDeclaration upstream, String place, String to) {
    if (!UpstreamParser.isAbsent(upstream.url())) {
      return url(upstream, place, to);
    }
    if (to.isEmpty()) {
      throw PinProblems.nothingAskedFor(place).asException();
    }
    CloudDeclaration cloud = upstream.cloud();
    if (cloud.ami() != null) {
      return ami(upstream, place, to);
    }
    if (cloud.azureImage() != null) {
      CloudDeclaration.AzureImage old = cloud.azureImage();
      return proven(upstream, place, new CloudDeclaration(null, new CloudDeclaration.AzureImage(old.location(), old.publisher(),
          old.offer(), old.sku(), to, old.architecture()), null), "azureImage/version", to);
    }
    if (cloud.gceImage() != null) {
      CloudDeclaration.GceImage old = cloud.gceImage();
      return proven(upstream, place, new CloudDeclaration(null, null, new CloudDeclaration.GceImage(old.project(), to, old.family(),
          old.architecture())), "gceImage/name", to);
    }
    throw PinProblems.nothingToPin(place).asException();
  }

  private Pins url(UpstreamDeclaration upstream, String place, String to) {
    URI url = UpstreamParser.location(upstream.url().strip(), place);
    UpstreamDeclaration.Checksums list = upstream.checksums();
    Map<String, String> elements = new LinkedHashMap<>();
    if (!to.isEmpty()) {
      URI old = url;
      refuseQuery(old, place + "<url>");
      DatedLocation dated = DatedLocation.of(old).orElseThrow(() -> PinProblems.undatedUrl(place, old).asException());
      DatedName name = DatedName.of(to).filter(n -> n.name().matches("[A-Za-z0-9._~+-]{1,200}"))
          .orElseThrow(() -> PinProblems.undatedName(place, to, dated.name().name()).asException());
      url = dated.with(name);
      elements.put("url", url.toString());
      list = list == null ? null : new UpstreamDeclaration.Checksums(moved("checksums", list.url(), dated.name(), name, elements),
          moved("signature", list.signature(), dated.name(), name, elements), list.keyring(), list.fingerprints());
    }
    Digest.Algorithm algorithm = UpstreamParser.isAbsent(upstream.sha512()) ? Digest.Algorithm.SHA256 : Digest.Algorithm.SHA512;
    return list == null ? served(url, algorithm, elements)
        : signed(new UpstreamDeclaration(upstream.id(), url.toString(), null, null, null, null, null, null, list, null), place, algorithm,
            elements);
  }

  /** A list that lies in a folder of the same date goes along. */
  private static String moved(String element, String value, DatedName from, DatedName to, Map<String, String> elements) {
    if (UpstreamParser.isAbsent(value)) {
      return value;
    }
    URI old = UpstreamParser.location(value.strip(), "<" + element + ">");
    refuseQuery(old, "<" + element + ">");
    Optional<DatedLocation> dated = DatedLocation.of(old).filter(d -> d.name().equals(from));
    dated.ifPresent(d -> elements.put(element, d.with(to).toString()));
    return elements.getOrDefault(element, value);
  }

  /** A query may come from a property that is no part of the POM, and a secret of that kind is not written into one. */
  private static void refuseQuery(URI url, String place) {
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw PinProblems.query(place, url.toString()).asException();
    }
  }

  private Pins served(URI url, Digest.Algorithm algorithm, Map<String, String> elements) {
    Digests digests = new Digests(EnumSet.of(algorithm));
    download.image(url, new Counted(digests));
    elements.put(algorithm.toString(), digests.hex(algorithm));
    return new Pins(elements, "This is the digest of the " + digests.bytes() + " bytes that " + url
        + " served just now; nothing else vouches for them yet: compare it with the distributor's signed list of digests");
  }

  /** What the signed list names, if the URL serves it. */
  private Pins signed(UpstreamDeclaration upstream, String place, Digest.Algorithm algorithm, Map<String, String> elements) {
    UrlUpstream parsed = parser.parseUrl(upstream, place);
    SignedChecksums.Found found = checksums.find(parsed, (UrlTrust.SignedChecksums) parsed.trust());
    Digest listed = found.digest();
    Digests digests = new Digests(EnumSet.of(algorithm, listed.algorithm()));
    download.image(parsed.url(), new Counted(digests));
    Digest served = new Digest(listed.algorithm(), digests.hex(listed.algorithm()));
    if (!served.equals(listed)) {
      throw DownloadProblems.otherDigest(parsed.url().toString(), served, digests.bytes(), listed).asException();
    }
    elements.put(algorithm.toString(), algorithm == listed.algorithm() ? listed.hex() : digests.hex(algorithm));
    return new Pins(elements, "This is the digest of the " + digests.bytes() + " bytes that " + parsed.url()
        + " served just now, and of the list that " + String.join(" and ", found.proof().signers()) + " signed");
  }

  private Pins ami(UpstreamDeclaration upstream, String place, String to) {
    CloudDeclaration.Ami old = upstream.cloud().ami();
    // The name is the new image's own: what it must match is the series of the old one, and the owner stays.
    AmiUpstream declared = (AmiUpstream) parsed(upstream, place, new CloudDeclaration(old, null, null));
    AmiUpstream asked = (AmiUpstream) parsed(upstream, place, new CloudDeclaration(new CloudDeclaration.Ami(old.region(), to, old.owner(),
        old.name(), old.architecture()), null, null));
    String name = clouds.nameOf(asked);
    boolean series = NamePattern.of(declared.name()).filter(p -> p.expression().matcher(name).matches()).isPresent();
    if (!series && !name.equals(declared.name())) {
      throw PinProblems.otherSeries(place, name, declared.name()).asException();
    }
    AmiUpstream wanted = new AmiUpstream(declared.id(), declared.region(), to, declared.owner(), name, declared.architecture());
    VerifiedUpstream verified = clouds.verify(wanted);
    Map<String, String> elements = new LinkedHashMap<>();
    elements.put("ami/id", to);
    elements.put("ami/name", name);
    return new Pins(elements, verified.location() + " is proven: " + verified.proven());
  }

  private Pins proven(UpstreamDeclaration upstream, String place, CloudDeclaration changed, String element, String value) {
    VerifiedUpstream verified = clouds.verify(parsed(upstream, place, changed));
    return new Pins(Map.of(element, value), verified.location() + " is proven: " + verified.proven());
  }

  private static CloudUpstream parsed(UpstreamDeclaration upstream, String place, CloudDeclaration cloud) {
    io.github.vmimage.report.Problems problems = new io.github.vmimage.report.Problems();
    String id = UpstreamParser.isAbsent(upstream.id()) ? Upstream.DEFAULT_ID : upstream.id().strip();
    CloudUpstream parsed = new CloudParser(place, problems).parse(cloud, id);
    problems.throwIfAny();
    return parsed;
  }

  /** Digests what comes and keeps nothing. */
  private record Counted(Digests digests) implements Sink {
    @Override
    public void write(byte[] buffer, int offset, int length) {
      digests.update(buffer, offset, length);
    }

    @Override
    public void restart() {
      digests.reset();
    }

    @Override
    public long received() {
      return digests.bytes();
    }
  }
}
