package io.github.vmimage.pipeline;

import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.Proof;
import io.github.vmimage.release.ProvenUpstream;
import io.github.vmimage.upstream.Allowance;
import io.github.vmimage.upstream.VerifiedUpstream;
import java.util.List;

/** What the manifest says of an upstream: {@code upstream} knows what was proven, {@code release} what is written of it. */
final class ManifestUpstream {

  private ManifestUpstream() {}

  /**
   * Maps one upstream.
   *
   * @param upstream what was proven
   * @param ancestors where it is a released image, what that one started from, as its manifest says
   * @param allowances the rules of the trust policy that it need not keep and does not
   */
  static ProvenUpstream of(VerifiedUpstream upstream, List<ProvenUpstream> ancestors, List<Allowance> allowances) {
    Proof proof = proof(upstream.proof(), ancestors);
    ProvenUpstream.Kind kind = proof instanceof Proof.PinnedDigest || proof instanceof Proof.SignedChecksums ? ProvenUpstream.Kind.URL
        : proof instanceof Proof.ReleasedImage ? ProvenUpstream.Kind.ARTIFACT
        : proof instanceof Proof.CloudImage image ? kind(image) : ProvenUpstream.Kind.DEBIAN_ARCHIVE;
    return new ProvenUpstream(upstream.id(), kind, upstream.location(), upstream.sha256(), upstream.size(), proof,
        allowances.stream().map(a -> new ProvenUpstream.Allowance(a.rule().toString(), a.reason())).toList());
  }

  private static ProvenUpstream.Kind kind(Proof.CloudImage image) {
    return switch (image.provider()) {
      case "aws" -> ProvenUpstream.Kind.AMI;
      case "azure" -> ProvenUpstream.Kind.AZURE_IMAGE;
      default -> ProvenUpstream.Kind.GCE_IMAGE;
    };
  }

  /** The way back, for whoever repeats a proof. */
  static io.github.vmimage.upstream.Proof.SignedChecksums checksums(Proof.SignedChecksums list) {
    return new io.github.vmimage.upstream.Proof.SignedChecksums(list.checksums(), list.checksumsSha256(), list.signatureSha256(),
        list.entry(), list.algorithm(), list.value(), list.signers(), list.signed());
  }

  /** The way back, for whoever repeats a proof. */
  static io.github.vmimage.upstream.Proof.SignedArchive archive(Proof.SignedArchive archive) {
    return new io.github.vmimage.upstream.Proof.SignedArchive(archive.suite(), archive.codename(), archive.origin(), archive.date(),
        archive.releaseFiles().stream()
            .map(f -> new io.github.vmimage.upstream.Proof.ReleaseFile(f.uri(), f.sha256(), f.signatureSha256(), f.signers())).toList(),
        archive.sourceDateEpoch(), archive.packagesSha256());
  }

  /** The way back, for whoever repeats a proof. */
  static io.github.vmimage.upstream.Proof.ReleasedImage image(Proof.ReleasedImage image) {
    return new io.github.vmimage.upstream.Proof.ReleasedImage(image.coordinates().toString(), image.manifestSha256(),
        image.imageVersion(), image.commit(), image.signatureSha256(), image.signers());
  }

  private static Proof proof(io.github.vmimage.upstream.Proof proven, List<ProvenUpstream> ancestors) {
    if (proven instanceof io.github.vmimage.upstream.Proof.PinnedDigest digest) {
      return new Proof.PinnedDigest(digest.algorithm(), digest.value());
    }
    if (proven instanceof io.github.vmimage.upstream.Proof.SignedChecksums list) {
      return new Proof.SignedChecksums(list.checksums(), list.checksumsSha256(), list.signatureSha256(), list.entry(), list.algorithm(),
          list.value(), list.signers(), list.signed());
    }
    if (proven instanceof io.github.vmimage.upstream.Proof.ReleasedImage image) {
      return new Proof.ReleasedImage(Coordinates.of(image.coordinates()), image.manifestSha256(), image.imageVersion(), image.commit(),
          image.signatureSha256(), image.signers(), ancestors);
    }
    if (proven instanceof io.github.vmimage.upstream.Proof.CloudImage image) {
      return new Proof.CloudImage(image.provider(), image.location(), image.id(), image.owner(), image.name(), image.architecture(),
          image.created());
    }
    io.github.vmimage.upstream.Proof.SignedArchive archive = (io.github.vmimage.upstream.Proof.SignedArchive) proven;
    return new Proof.SignedArchive(archive.suite(), archive.codename(), archive.origin(), archive.releaseDate(),
        archive.releaseFiles().stream().map(f -> new Proof.ReleaseFile(f.uri(), f.sha256(), f.signatureSha256(), f.signers())).toList(),
        archive.sourceDateEpoch(), archive.packagesSha256());
  }
}
