package io.github.vmimage.upstream;

import io.github.vmimage.report.ShownUrl;
import java.util.List;

/**
 * An upstream whose bytes, or whose owner in a cloud, were proven. Passes between goals as JSON.
 *
 * @param id what the author calls it
 * @param kind {@code url}, {@code artifact}, {@code debianArchive}, {@code ami}, {@code azureImage} or {@code gceImage}: the POM's element
 * @param location URL, Maven coordinates, suite and archive URL, or image and region
 * @param file absolute path of the local file that was verified, and that Packer gets; empty for an image in a cloud
 * @param size of that file, in bytes; 0 for an image in a cloud
 * @param sha256 of that file, 64 small hexadecimal digits; empty for an image in a cloud
 * @param proof why it may be trusted
 * @param evidence the files that the proof speaks of; none where the POM or another manifest is all there is
 */
public record VerifiedUpstream(String id, String kind, String location, String file, long size, String sha256, Proof proof,
    List<Evidence> evidence) {
  /** Copies the list; of a location that is a URL only what may be {@linkplain ShownUrl shown} is recorded. */
  public VerifiedUpstream {
    location = ShownUrl.in(location);
    evidence = evidence == null ? List.of() : List.copyOf(evidence);
  }

  /**
   * An upstream whose proof needs no other file.
   *
   * @param id what the author calls it
   * @param kind the POM's element
   * @param location URL, Maven coordinates, or suite and archive URL
   * @param file absolute path of the local file
   * @param size of that file, in bytes
   * @param sha256 of that file, 64 small hexadecimal digits
   * @param proof why it may be trusted
   */
  public VerifiedUpstream(String id, String kind, String location, String file, long size, String sha256, Proof proof) {
    this(id, kind, location, file, size, sha256, proof, List.of());
  }

  /**
   * What a template gets as {@code upstream}.
   *
   * @return path of the file; of an image in a cloud its ID, URN or URL
   */
  public String reference() {
    return proof instanceof Proof.CloudImage image ? image.reference() : file;
  }

  /**
   * What a template gets as {@code upstream_checksum}.
   *
   * @return such as {@code sha256:9f86...}; empty for an image in a cloud, which no bytes were seen of
   */
  public String checksum() {
    return proof instanceof Proof.CloudImage ? "" : "sha256:" + sha256;
  }

  /**
   * By what it was proven, for a person.
   *
   * @return the digest, or the owner
   */
  public String proven() {
    return proof instanceof Proof.CloudImage image ? image.owner() + " owns " + image.name() : checksum();
  }
}
