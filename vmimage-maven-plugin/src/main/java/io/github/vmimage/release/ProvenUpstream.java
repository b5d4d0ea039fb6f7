package io.github.vmimage.release;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One thing the build started from: the bytes it got, and why they were trusted.
 *
 * @param id name of the upstream in the POM
 * @param kind what sort of upstream
 * @param location URL without user name or password; of an artifact {@code groupId:artifactId:version}, of an archive
 *     {@code SUITE at URL}, of an image in a cloud its name and region
 * @param sha256 digest of the bytes the build got, 64 lower-case hex digits; empty for an image in a cloud, which no bytes were seen of
 * @param size how many bytes; 0 for an image in a cloud
 * @param proof why they were trusted
 * @param allowances rules of the project's trust policy that it did not keep and did not have to
 */
public record ProvenUpstream(String id, Kind kind, String location, String sha256, long size, Proof proof, List<Allowance> allowances) {
  /** Copies the list. */
  public ProvenUpstream {
    allowances = List.copyOf(allowances);
  }

  /**
   * A rule that one upstream did not have to keep.
   *
   * @param rule such as {@code host}
   * @param reason why, as the project says
   */
  public record Allowance(String rule, String reason) {}

  /** Sorts of upstream; each goes with one kind of {@link Proof}. */
  public enum Kind {
    /** A file from a server, proven by {@link Proof.PinnedDigest} or {@link Proof.SignedChecksums}. */
    @JsonProperty("url")
    URL,
    /** The disk of another released image, proven by {@link Proof.ReleasedImage}. */
    @JsonProperty("artifact")
    ARTIFACT,
    /** A system bootstrapped from a package archive, proven by {@link Proof.SignedArchive}. */
    @JsonProperty("debian-archive")
    DEBIAN_ARCHIVE,
    /** An Amazon Machine Image, proven by {@link Proof.CloudImage}. */
    @JsonProperty("ami")
    AMI,
    /** An image of Azure's marketplace, proven by {@link Proof.CloudImage}. */
    @JsonProperty("azure-image")
    AZURE_IMAGE,
    /** An image of Google Compute Engine, proven by {@link Proof.CloudImage}. */
    @JsonProperty("gce-image")
    GCE_IMAGE
  }
}
