package io.github.vmimage.release;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Why the bytes of an upstream were trusted. In JSON, {@code method} tells which of these it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Proof.PinnedDigest.class, name = "pinned-digest"),
  @JsonSubTypes.Type(value = Proof.SignedChecksums.class, name = "signed-checksums"),
  @JsonSubTypes.Type(value = Proof.ReleasedImage.class, name = "released-image"),
  @JsonSubTypes.Type(value = Proof.SignedArchive.class, name = "signed-archive"),
  @JsonSubTypes.Type(value = Proof.CloudImage.class, name = "cloud-owner")
})
public sealed interface Proof {

  /**
   * The bytes equal a digest written in the POM.
   *
   * @param algorithm {@code sha256} or {@code sha512}
   * @param value 64 or 128 lower-case hex digits
   */
  record PinnedDigest(String algorithm, String value) implements Proof {}

  /**
   * The bytes equal a digest in a list that a pinned key signed.
   *
   * @param checksums URL of the list
   * @param checksumsSha256 digest of the list as fetched, 64 lower-case hex digits
   * @param signatureSha256 the same of its detached signature; empty where the list is clear-signed
   * @param entry name of the file in the list
   * @param algorithm {@code sha256} or {@code sha512}
   * @param value 64 or 128 lower-case hex digits
   * @param signers fingerprints of the primary keys with a good signature, 40 or 64 upper-case hex digits
   * @param signed date of the oldest good signature, as its maker says, such as {@code 2024-02-10T11:07:25Z}
   */
  record SignedChecksums(String checksums, String checksumsSha256, String signatureSha256, String entry, String algorithm, String value,
      List<String> signers, String signed) implements Proof {
    /** Sorts the signers. */
    public SignedChecksums {
      signers = signers.stream().sorted().toList();
    }
  }

  /**
   * The bytes equal the digest in another image's manifest.
   *
   * @param coordinates of the other image
   * @param manifestSha256 digest of its manifest as published, 64 lower-case hex digits
   * @param imageVersion its stamp's version
   * @param commit its source commit
   * @param signatureSha256 digest of the detached signature of that manifest; empty where no key was asked for
   * @param signers fingerprints of the primary keys with a good signature on its manifest, 40 or 64 upper-case hex digits; empty where it
   *     is not signed, or no key was asked for
   * @param upstreams what that image started from, as its own manifest says, and so the whole chain up to its roots
   */
  record ReleasedImage(Coordinates coordinates, String manifestSha256, String imageVersion, String commit, String signatureSha256,
      List<String> signers, List<ProvenUpstream> upstreams) implements Proof {
    /** Sorts the signers; the upstreams stay in the order of their POM. */
    public ReleasedImage {
      signers = signers.stream().sorted().toList();
      upstreams = List.copyOf(upstreams);
    }
  }

  /**
   * Every package came through an index that a pinned key signed.
   *
   * @param suite the suite asked for
   * @param codename {@code Codename} in the release file; empty where that tells none
   * @param origin {@code Origin} in the release file; empty where that tells none
   * @param date newest date of the release files, such as {@code 2024-02-10T11:07:25Z}
   * @param releaseFiles the signed files, the suite's own first
   * @param sourceDateEpoch seconds since 1970 given to the bootstrap
   * @param packagesSha256 digest of the list of packages installed, one {@code name version architecture} per line; 64 lower-case hex
   *     digits
   */
  record SignedArchive(String suite, String codename, String origin, String date, List<ReleaseFile> releaseFiles, long sourceDateEpoch,
      String packagesSha256) implements Proof {
    /** Copies the list. */
    public SignedArchive {
      releaseFiles = List.copyOf(releaseFiles);
    }
  }

  /**
   * The cloud said, before the build, that the image belongs to a pinned owner; no bytes of it were seen.
   *
   * @param provider {@code aws}, {@code azure} or {@code gcp}
   * @param location the region; {@code global} at Google
   * @param id what the cloud calls this very image: an AMI's ID, Azure's URN, Google's number
   * @param owner account ID, publisher or project
   * @param name the image's name; of Azure offer, SKU and version
   * @param architecture {@code x86_64} or {@code arm64}
   * @param created when the image was made, such as {@code 2024-07-17T18:11:00Z}; empty where the cloud does not tell
   */
  record CloudImage(String provider, String location, String id, String owner, String name, String architecture, String created)
      implements Proof {}

  /**
   * One {@code InRelease}, or {@code Release} with {@code Release.gpg}.
   *
   * @param uri where it was fetched
   * @param sha256 64 lower-case hex digits
   * @param signatureSha256 of the detached signature; empty where the file is clear-signed
   * @param signers fingerprints of the primary keys with a good signature, 40 or 64 upper-case hex digits
   */
  record ReleaseFile(String uri, String sha256, String signatureSha256, List<String> signers) {
    /** Sorts the signers. */
    public ReleaseFile {
      signers = signers.stream().sorted().toList();
    }
  }
}
