package io.github.vmimage.upstream;

import java.util.List;

/**
 * An upstream whose bytes were proven. Passes between goals as JSON.
 *
 * @param id what the author calls it
 * @param kind {@code url}, {@code artifact} or {@code debianArchive}: the POM's element
 * @param location URL, Maven coordinates, or suite and archive URL
 * @param file absolute path of the local file that was verified, and that Packer gets
 * @param size of that file, in bytes
 * @param sha256 of that file, 64 small hexadecimal digits
 * @param proof why it may be trusted
 * @param evidence the files that the proof speaks of; none where the POM or another manifest is all there is
 */
public record VerifiedUpstream(String id, String kind, String location, String file, long size, String sha256, Proof proof,
    List<Evidence> evidence) {
  /** Copies the list. */
  public VerifiedUpstream {
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
}
