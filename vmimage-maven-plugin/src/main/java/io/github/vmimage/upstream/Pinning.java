package io.github.vmimage.upstream;

import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds out what a POM has to pin: the digest of what a URL serves now, or the values of a newer image. Writes nothing. */
public final class Pinning {
  private final Download download;
  private final CloudImages clouds;

  /**
   * Puts the ways together.
   *
   * @param download gets URLs
   * @param clouds asks clouds of their images
   */
  public Pinning(Download download, CloudImages clouds) {
    this.download = download;
    this.clouds = clouds;
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
    URI old = UpstreamParser.location(upstream.url().strip(), place);
    Map<String, String> elements = new LinkedHashMap<>();
    URI url = old;
    if (!to.isEmpty()) {
      DatedLocation dated = DatedLocation.of(old).orElseThrow(() -> PinProblems.undatedUrl(place, old).asException());
      DatedName name = DatedName.of(to).filter(n -> n.name().matches("[A-Za-z0-9._~+-]{1,200}"))
          .orElseThrow(() -> PinProblems.undatedName(place, to, dated.name().name()).asException());
      url = dated.with(name);
      elements.put("url", url.toString());
    }
    Digest.Algorithm algorithm = UpstreamParser.isAbsent(upstream.sha512()) ? Digest.Algorithm.SHA256 : Digest.Algorithm.SHA512;
    Digests digests = new Digests(EnumSet.of(algorithm));
    download.image(url, new Counted(digests));
    elements.put(algorithm.toString(), digests.hex(algorithm));
    return new Pins(elements, "This is the digest of the " + digests.bytes() + " bytes that " + Redirects.shown(url)
        + " served just now; nothing else vouches for them yet: compare it with the distributor's signed list of digests");
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
