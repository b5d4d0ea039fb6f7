package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.download.CachedFile;
import io.github.vmimage.download.Download;
import io.github.vmimage.download.DownloadProblems;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.report.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Fetches what is declared and proves it. */
public final class UpstreamVerification {
  private final UpstreamCache cache;
  private final Download download;
  private final ReleasedImages images;
  private final DebianArchive archive;
  private final SignedChecksums checksums;
  private final CloudImages clouds;
  private final Clock clock;

  /**
   * Puts the ways together.
   *
   * @param cache where downloads and bootstrapped disks lie
   * @param download gets URLs
   * @param images finds released images
   * @param archive makes disks from package archives
   * @param clouds asks clouds of their images
   */
  public UpstreamVerification(UpstreamCache cache, Download download, ReleasedImages images, DebianArchive archive,
      CloudImages clouds) {
    this(cache, download, images, archive, clouds, Clock.systemUTC());
  }

  UpstreamVerification(UpstreamCache cache, Download download, ReleasedImages images, DebianArchive archive, CloudImages clouds,
      Clock clock) {
    this.cache = cache;
    this.download = download;
    this.images = images;
    this.archive = archive;
    this.checksums = new SignedChecksums(cache, download, clock);
    this.clouds = clouds;
    this.clock = clock;
  }

  /**
   * Verifies upstreams, one after the other.
   *
   * @param upstreams well-formed declarations
   * @return for each, in their order, one local, proven file, or one proven image of a cloud
   * @throws io.github.vmimage.report.ProblemException with the problems of all that could not be proven
   */
  public List<VerifiedUpstream> verify(List<Upstream> upstreams) {
    List<VerifiedUpstream> verified = new ArrayList<>();
    Problems problems = new Problems();
    for (Upstream upstream : upstreams) {
      problems.collect(() -> verified.add(verify(upstream)));
    }
    problems.throwIfAny();
    return List.copyOf(verified);
  }

  private VerifiedUpstream verify(Upstream upstream) {
    if (upstream instanceof UrlUpstream url) {
      return url(url);
    }
    if (upstream instanceof CloudUpstream cloud) {
      return clouds.verify(cloud);
    }
    return upstream instanceof ArtifactUpstream artifact ? artifact(artifact) : archive.verify((DebianArchiveUpstream) upstream);
  }

  private VerifiedUpstream url(UrlUpstream upstream) {
    if (upstream.trust() instanceof UrlTrust.SignedChecksums signed) {
      return listed(upstream, signed);
    }
    Digest digest = ((UrlTrust.Pinned) upstream.trust()).digest();
    return verified(upstream, file(upstream, digest), new Proof.PinnedDigest(digest.algorithm().toString(), digest.hex()), List.of());
  }

  private VerifiedUpstream listed(UrlUpstream upstream, UrlTrust.SignedChecksums signed) {
    SignedChecksums.Found found = checksums.find(upstream, signed, cache::begin);
    // SHA-256 comes with every file of the cache, so the SHA-512 of the two, if there is one, is what the file is asked for by.
    Digest pinned = signed.pinned().orElse(found.digest());
    Digest stronger = pinned.algorithm() == Digest.Algorithm.SHA512 ? pinned : found.digest();
    CachedFile file = file(upstream, stronger);
    for (Digest digest : List.of(pinned, found.digest())) {
      if (digest.algorithm() == Digest.Algorithm.SHA256 && !digest.hex().equals(file.sha256())) {
        throw DownloadProblems.otherDigest(upstream.url().toString(), Digest.sha256(file.sha256()), file.size(), digest).asException();
      }
    }
    return verified(upstream, file, found.proof(), found.evidence());
  }

  private CachedFile file(UrlUpstream upstream, Digest digest) {
    return cache.obtain(digest, upstream.url().toString(), sink -> download.image(upstream.url(), sink));
  }

  private static VerifiedUpstream verified(UrlUpstream upstream, CachedFile file, Proof proof, List<Evidence> evidence) {
    return new VerifiedUpstream(upstream.id(), "url", upstream.url().toString(), file.path().toString(), file.size(), file.sha256(), proof,
        evidence);
  }

  private VerifiedUpstream artifact(ArtifactUpstream upstream) {
    ReleasedImage image = images.resolve(upstream);
    SignedManifest manifest = SignedManifest.of(upstream, image, cache, clock);
    Path disk = image.disk().toAbsolutePath();
    try {
      Digests digests = Digests.of(disk, Digests.forEntry(Digest.Algorithm.SHA256));
      String sha256 = digests.hex(Digest.Algorithm.SHA256);
      if (!sha256.equals(image.sha256()) || digests.bytes() != image.size()) {
        throw ReleasedImageProblems.otherDisk(upstream.coordinates(), disk, sha256, digests.bytes(), image.sha256(), image.size())
            .asException();
      }
      return new VerifiedUpstream(upstream.id(), "artifact", upstream.coordinates(), disk.toString(), digests.bytes(), sha256,
          new Proof.ReleasedImage(upstream.coordinates(), image.manifestSha256(), image.imageVersion(), image.commit(),
              manifest.signatureSha256(), manifest.signers()),
          Stream.concat(manifest.evidence().stream(), image.evidence().stream()).toList());
    } catch (IOException e) {
      throw ReleasedImageProblems.unreadable(upstream.coordinates(), disk, e.toString()).because(e);
    }
  }
}
