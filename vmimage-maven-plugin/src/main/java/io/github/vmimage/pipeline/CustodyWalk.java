package io.github.vmimage.pipeline;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.pipeline.CustodyLink.Check;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.DiskImage;
import io.github.vmimage.release.Manifest;
import io.github.vmimage.release.ManifestDocument;
import io.github.vmimage.release.ManifestReader;
import io.github.vmimage.release.Proof;
import io.github.vmimage.release.ProvenUpstream;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import io.github.vmimage.upstream.RepeatedProof;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Walks the chain of custody of a released image up to its roots and looks at each link again. Nothing is believed because a manifest says
 * so: what can be had is looked at, and of the rest it is said that it was not.
 */
final class CustodyWalk {
  private static final String DISK = "qcow2";

  private final ImageRepository images;
  private final UpstreamCache cache;
  private final Progress progress;

  /**
   * Walks with what this machine can reach.
   *
   * @param images where manifests and disks of releases come from
   * @param cache may hold the bytes of other upstreams
   * @param progress told how far a disk has been read
   */
  CustodyWalk(ImageRepository images, UpstreamCache cache, Progress progress) {
    this.images = images;
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * Walks from one image.
   *
   * @param image where to begin
   * @param anchor what its manifest is held against
   * @return its link, with those above
   * @throws ProblemException when there is no such image, or a repository does not answer; whatever is wrong with one that is there is a
   *     broken link
   */
  CustodyLink from(Coordinates image, CustodyAnchor anchor) {
    Path manifest = images.fetch(image, "json");
    Optional<Path> signature = anchor.signature(images, image);
    return image(image, () -> ManifestReader.read(manifest), (document, checks) -> checks.addAll(anchor.hold(manifest, signature,
        document)), "asked for", List.of(), CustodyEvidence.NONE);
  }

  /** Told is what the image below says that this one started from, to go on with where its own manifest is of no use. */
  private CustodyLink image(Coordinates image, Supplier<ManifestDocument> reading, BiConsumer<ManifestDocument, List<Check>> against,
      String trust, List<ProvenUpstream> told, CustodyEvidence below) {
    List<Check> checks = new ArrayList<>();
    Manifest manifest;
    try {
      ManifestDocument document = reading.get();
      manifest = document.manifest();
      checks.add(Check.verified("manifest", "sha256 " + document.sha256()));
      compare(checks, "coordinates of the manifest", manifest.coordinates(), image);
      against.accept(document, checks);
    } catch (ProblemException e) {
      Problem first = e.problems().get(0);
      return new CustodyLink(image.toString(), "image", trust, List.of(Check.broken("manifest", first.what(), "a valid manifest")),
          upstreams(told, below));
    }
    disk(checks, image, manifest);
    CustodyEvidence evidence = below.and(images, image, manifest, checks);
    return new CustodyLink(image.toString(), "image", trust, checks, upstreams(manifest.upstreams(), evidence));
  }

  /** What the image below says of this one. */
  private static void against(List<Check> checks, ManifestDocument document, ProvenUpstream expected, Proof.ReleasedImage proof,
      CustodyEvidence evidence) {
    Manifest manifest = document.manifest();
    compare(checks, "manifest", "sha256 " + document.sha256(), "sha256 " + proof.manifestSha256());
    compare(checks, "stamp", manifest.stamp().version(), proof.imageVersion());
    compare(checks, "commit", manifest.source().commit(), proof.commit());
    compare(checks, "its own upstreams", manifest.upstreams(), proof.upstreams());
    String released = manifest.images().stream().filter(i -> i.format().equals(DISK)).map(DiskImage::sha256).findFirst().orElse("none");
    compare(checks, "disk in the manifest", "sha256 " + released, "sha256 " + expected.sha256());
    if (!proof.signers().isEmpty()) {
      checks.add(check("signature of the manifest", evidence.proofs().manifest(ManifestUpstream.image(proof))));
    }
  }

  private static Check check(String what, RepeatedProof.Repetition repetition) {
    return !repetition.reached() ? Check.notReached(what, repetition.seen())
        : repetition.accepted().isEmpty() ? Check.verified(what, repetition.seen())
        : Check.broken(what, repetition.seen(), repetition.accepted());
  }

  private static void compare(List<Check> checks, String what, Object seen, Object accepted) {
    if (!seen.equals(accepted)) {
      checks.add(Check.broken(what, seen.toString(), accepted.toString()));
    }
  }

  private void disk(List<Check> checks, Coordinates image, Manifest manifest) {
    Optional<DiskImage> released = manifest.images().stream().filter(i -> i.format().equals(DISK)).findFirst();
    if (released.isEmpty()) {
      return;
    }
    try {
      FileDigest disk = bytes(checks, "disk", images.fetch(image, DISK), released.get().sha256(), released.get().size());
      if (disk.sha256().equals(released.get().sha256())) {
        compare(checks, "sha512 of the disk", disk.sha512(), released.get().sha512());
      }
    } catch (ProblemException absent) {
      checks.add(Check.notReached("disk", absent.problems().get(0).what()));
    }
  }

  private FileDigest bytes(List<Check> checks, String what, Path file, String sha256, long size) {
    FileDigest digests = FileDigest.of(file, progress);
    if (digests.sha256().equals(sha256) && digests.size() == size) {
      checks.add(Check.verified(what, "sha256 " + sha256 + ", " + file));
    } else {
      checks.add(Check.broken(what, "sha256 " + digests.sha256() + ", " + digests.size() + " bytes, " + file,
          "sha256 " + sha256 + ", " + size + " bytes"));
    }
    return digests;
  }

  /**
   * Holds what the proof names against the bytes. Where that is SHA-512, the manifest's SHA-256 says nothing of it: whoever writes a
   * manifest can put any SHA-256 beside a true list.
   */
  private static void proven(List<Check> checks, ProvenUpstream upstream, Optional<FileDigest> bytes, String algorithm, String value) {
    if (algorithm.equals(Digest.Algorithm.SHA256.toString())) {
      // Who reads the manifest has seen that it is the upstream's own.
      return;
    }
    String what = algorithm + " of the bytes";
    if (bytes.isEmpty() || !algorithm.equals(Digest.Algorithm.SHA512.toString())) {
      checks.add(Check.notReached(what, "that sha256 " + upstream.sha256() + " is " + algorithm + " " + value + " is the manifest's word"));
      return;
    }
    String seen = algorithm + " " + bytes.get().sha512();
    checks.add(bytes.get().sha512().equals(value) ? Check.verified(what, seen) : Check.broken(what, seen, algorithm + " " + value));
  }

  private List<CustodyLink> upstreams(List<ProvenUpstream> upstreams, CustodyEvidence evidence) {
    return upstreams.stream().map(u -> allowed(u, upstream(u, evidence))).toList();
  }

  /** What the project did not hold an upstream to is told with it. */
  private static CustodyLink allowed(ProvenUpstream upstream, CustodyLink link) {
    String rules = upstream.allowances().stream().map(a -> ", not held to the rule " + a.rule() + ": " + a.reason())
        .collect(Collectors.joining());
    return new CustodyLink(link.name(), link.kind(), link.trust() + rules, link.checks(), link.upstreams());
  }

  private CustodyLink upstream(ProvenUpstream upstream, CustodyEvidence evidence) {
    if (upstream.proof() instanceof Proof.ReleasedImage image) {
      return released(upstream, image, evidence);
    }
    if (upstream.proof() instanceof Proof.CloudImage cloud) {
      return new CustodyLink(upstream.location(), cloud.provider(), "owned by " + cloud.owner(),
          List.of(Check.notReached("owner", "only the cloud can tell, with the project's own credentials")), List.of());
    }
    List<Check> checks = new ArrayList<>();
    Optional<FileDigest> bytes = cache.peek(Digest.sha256(upstream.sha256()))
        .map(cached -> bytes(checks, "bytes", cached, upstream.sha256(), upstream.size()));
    if (bytes.isEmpty()) {
      checks.add(Check.notReached("bytes", "sha256 " + upstream.sha256() + " is not in the cache of this machine"));
    }
    if (upstream.proof() instanceof Proof.SignedArchive archive) {
      evidence.proofs().archive(ManifestUpstream.archive(archive)).forEach(r -> checks.add(check("signature", r)));
      checks.add(evidence.files().containsKey(archive.packagesSha256())
          ? Check.verified("list of packages", "sha256 " + archive.packagesSha256())
          : Check.notReached("list of packages", "sha256 " + archive.packagesSha256() + " is not in the evidence"));
      return new CustodyLink(upstream.location(), "debian-archive", "signed release files of " + archive.date(), checks, List.of());
    }
    if (upstream.proof() instanceof Proof.SignedChecksums list) {
      proven(checks, upstream, bytes, list.algorithm(), list.value());
      checks.add(check("signature", evidence.proofs().checksums(ManifestUpstream.checksums(list))));
      return new CustodyLink(upstream.location(), "url", "signed list of digests of " + list.signed(), checks, List.of());
    }
    Proof.PinnedDigest pinned = (Proof.PinnedDigest) upstream.proof();
    proven(checks, upstream, bytes, pinned.algorithm(), pinned.value());
    return new CustodyLink(upstream.location(), "url", "pinned " + pinned.algorithm() + ":" + pinned.value(), checks, List.of());
  }

  private CustodyLink released(ProvenUpstream upstream, Proof.ReleasedImage proof, CustodyEvidence evidence) {
    String trust = "manifest pinned by sha256:" + proof.manifestSha256()
        + (proof.signers().isEmpty() ? "" : ", signed by " + String.join(", ", proof.signers()));
    byte[] kept = evidence.files().get(proof.manifestSha256());
    Supplier<ManifestDocument> reading;
    try {
      Path manifest = images.fetch(proof.coordinates(), "json");
      reading = () -> ManifestReader.read(manifest);
    } catch (ProblemException absent) {
      if (kept == null) {
        return new CustodyLink(upstream.location(), "image", trust,
            List.of(Check.notReached("manifest", absent.problems().get(0).what())), upstreams(proof.upstreams(), evidence));
      }
      reading = () -> ManifestReader.read(new ByteArrayInputStream(kept), "the evidence, " + proof.coordinates());
    }
    return image(proof.coordinates(), reading, (document, checks) -> against(checks, document, upstream, proof, evidence), trust,
        proof.upstreams(), evidence);
  }
}
