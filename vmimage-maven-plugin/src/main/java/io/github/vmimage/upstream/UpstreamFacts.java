package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the facts that a policy judges, of each kind of upstream and each kind of proof. */
final class UpstreamFacts {

  private UpstreamFacts() {}

  /** What is known before anything was fetched. */
  static TrustFacts declared(Upstream upstream) {
    return new TrustFacts(upstream.id(), methods(upstream), digest(upstream), hosts(upstream), List.of(),
        upstream instanceof ArtifactUpstream signed && signed.keyring().isPresent(), Optional.empty(), 0,
        upstream instanceof ArtifactUpstream a && a.version().endsWith("-SNAPSHOT") ? Optional.of(a.coordinates()) : Optional.empty());
  }

  /**
   * What is known after the proof.
   *
   * @param upstream as declared
   * @param proof of that upstream
   * @param ancestors of a released image
   */
  static TrustFacts proven(Upstream upstream, Proof proof, Ancestors ancestors) {
    TrustFacts declared = declared(upstream);
    if (proof instanceof Proof.SignedChecksums list) {
      Optional<Digest.Algorithm> digest = Stream.concat(Stream.of(Digest.Algorithm.valueOf(list.algorithm().toUpperCase(Locale.ROOT))),
          pinned(upstream).stream()).max(Comparator.naturalOrder());
      return facts(declared, digest, declared.hosts(), List.of(list.signers()), date(list.signed()));
    }
    if (proof instanceof Proof.SignedArchive archive) {
      List<String> hosts = new ArrayList<>(declared.hosts());
      archive.releaseFiles().forEach(f -> host(URI.create(f.uri())).ifPresent(hosts::add));
      return facts(declared, declared.digest(), hosts, archive.releaseFiles().stream().map(Proof.ReleaseFile::signers).toList(),
          date(archive.releaseDate()));
    }
    if (proof instanceof Proof.CloudImage image) {
      return facts(declared, declared.digest(), declared.hosts(), List.of(), date(image.created()));
    }
    if (proof instanceof Proof.ReleasedImage image) {
      return new TrustFacts(declared.id(), declared.methods(), declared.digest(), declared.hosts(),
          image.signers().isEmpty() ? List.of() : List.of(image.signers()), !image.signers().isEmpty(), ancestors.oldest(),
          1 + ancestors.depth(), declared.snapshot());
    }
    return declared;
  }

  private static TrustFacts facts(TrustFacts declared, Optional<Digest.Algorithm> digest, List<String> hosts,
      List<List<String>> signers, Optional<Instant> date) {
    return new TrustFacts(declared.id(), declared.methods(), digest, hosts, signers, false, date, 0, declared.snapshot());
  }

  private static Set<TrustMethod> methods(Upstream upstream) {
    if (upstream instanceof UrlUpstream url) {
      if (url.trust() instanceof UrlTrust.Pinned) {
        return EnumSet.of(TrustMethod.DIGEST);
      }
      return url.trust().known().isPresent() ? EnumSet.of(TrustMethod.SIGNATURE, TrustMethod.DIGEST) : EnumSet.of(TrustMethod.SIGNATURE);
    }
    if (upstream instanceof ArtifactUpstream artifact) {
      // A signed manifest names the bytes as a signed list does.
      return artifact.keyring().isPresent() ? EnumSet.of(TrustMethod.RELEASE, TrustMethod.SIGNATURE) : EnumSet.of(TrustMethod.RELEASE);
    }
    return EnumSet.of(upstream instanceof CloudUpstream ? TrustMethod.OWNER : TrustMethod.SIGNATURE);
  }

  /** Archives' indexes and the manifests' word for a disk are held against SHA-256; what a list has is not known before it is read. */
  private static Optional<Digest.Algorithm> digest(Upstream upstream) {
    if (upstream instanceof UrlUpstream url) {
      return url.trust() instanceof UrlTrust.Pinned ? pinned(upstream) : Optional.empty();
    }
    return upstream instanceof CloudUpstream ? Optional.empty() : Optional.of(Digest.Algorithm.SHA256);
  }

  private static Optional<Digest.Algorithm> pinned(Upstream upstream) {
    return upstream instanceof UrlUpstream url ? url.trust().known().map(Digest::algorithm) : Optional.empty();
  }

  private static List<String> hosts(Upstream upstream) {
    Stream<URI> places = Stream.empty();
    if (upstream instanceof UrlUpstream url) {
      places = url.trust() instanceof UrlTrust.SignedChecksums list
          ? Stream.concat(Stream.of(url.url(), list.checksums()), list.signature().stream()) : Stream.of(url.url());
    } else if (upstream instanceof DebianArchiveUpstream archive) {
      places = archive.mirrors().stream().map(UpstreamFacts::mirror);
    }
    return places.flatMap(p -> host(p).stream()).distinct().toList();
  }

  private static URI mirror(String line) {
    try {
      return URI.create(AptSource.parse(line).uri());
    } catch (AptSource.RefusedException told) {
      // A declaration with such a line was refused before.
      throw new IllegalArgumentException(line, told);
    }
  }

  private static Optional<String> host(URI place) {
    return Optional.ofNullable(place.getHost()).map(h -> h.toLowerCase(Locale.ROOT));
  }

  private static Optional<Instant> date(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }
}
