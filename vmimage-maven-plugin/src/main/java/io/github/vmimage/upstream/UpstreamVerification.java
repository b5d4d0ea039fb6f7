package io.github.vmimage.upstream;

import io.github.vmimage.report.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fetches what is declared and proves it. */
public final class UpstreamVerification {
  private final UpstreamCache cache;
  private final Download download;
  private final ReleasedImages images;
  private final DebianArchive archive;
  private final CloudImages clouds;

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
    this.cache = cache;
    this.download = download;
    this.images = images;
    this.archive = archive;
    this.clouds = clouds;
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
    Digest digest = upstream.digest();
    CachedFile file = cache.obtain(digest, upstream.url().toString(), sink -> download.image(upstream.url(), sink));
    return new VerifiedUpstream(upstream.id(), "url", upstream.url().toString(), file.path().toString(), file.size(), file.sha256(),
        new Proof.PinnedDigest(digest.algorithm().toString(), digest.hex()));
  }

  private VerifiedUpstream artifact(ArtifactUpstream upstream) {
    ReleasedImage image = images.resolve(upstream);
    Path disk = image.disk().toAbsolutePath();
    try {
      Digests digests = Digests.of(disk, Digests.forEntry(Digest.Algorithm.SHA256));
      String sha256 = digests.hex(Digest.Algorithm.SHA256);
      if (!sha256.equals(image.sha256()) || digests.bytes() != image.size()) {
        throw DownloadProblems.otherDiskThanReleased(upstream.coordinates(), disk, sha256, digests.bytes(), image.sha256(), image.size())
            .asException();
      }
      return new VerifiedUpstream(upstream.id(), "artifact", upstream.coordinates(), disk.toString(), digests.bytes(), sha256,
          new Proof.ReleasedImage(upstream.coordinates(), image.manifestSha256(), image.imageVersion(), image.commit()));
    } catch (IOException e) {
      throw DownloadProblems.unreadableReleasedDisk(upstream.coordinates(), disk, e.toString()).because(e);
    }
  }
}
