package io.github.vmimage.upstream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.vmimage.report.ShownUrl;
import java.util.List;

/** Why an upstream may be trusted. In JSON the property {@code method} tells which. */
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
   * The bytes hash to what the POM pins.
   *
   * @param algorithm {@code sha256} or {@code sha512}
   * @param value small hexadecimal digits
   */
  record PinnedDigest(String algorithm, String value) implements Proof {}

  /**
   * The bytes hash to what a list says that a key of the project signed.
   *
   * @param checksums URL of the list
   * @param checksumsSha256 digest of the list, signature and all where it is clear-signed
   * @param signatureSha256 digest of the detached signature; empty where the list is clear-signed
   * @param entry name of the file in the list
   * @param algorithm {@code sha256} or {@code sha512}
   * @param value small hexadecimal digits
   * @param signers fingerprints of the primary keys that made a valid signature, capital hexadecimal digits, sorted
   * @param signed when the oldest valid signature was made, as its maker says; ISO 8601, UTC, whole seconds
   */
  record SignedChecksums(String checksums, String checksumsSha256, String signatureSha256, String entry, String algorithm, String value,
      List<String> signers, String signed) implements Proof {
    /** Copies the list; of the URL only what may be {@linkplain ShownUrl shown} is recorded. */
    public SignedChecksums {
      checksums = ShownUrl.in(checksums);
      signers = List.copyOf(signers);
    }
  }

  /**
   * The bytes hash to what the manifest of a released image says.
   *
   * @param coordinates {@code groupId:artifactId:version}
   * @param manifestSha256 digest of that manifest
   * @param imageVersion the version stamped into that image
   * @param commit the commit it was built from, 40 hexadecimal digits
   * @param signatureSha256 digest of the detached signature of that manifest; empty where the project asks for none
   * @param signers fingerprints of the primary keys that signed that manifest, capital hexadecimal digits, sorted; empty where the project
   *     asks for no signature
   */
  record ReleasedImage(String coordinates, String manifestSha256, String imageVersion, String commit, String signatureSha256,
      List<String> signers) implements Proof {
    /** Copies the list. */
    public ReleasedImage {
      signers = List.copyOf(signers);
    }
  }

  /**
   * The disk was made here, from packages that are named by release files signed by a key of the project.
   *
   * @param suite as declared
   * @param codename as the signed release file of that suite says
   * @param origin as the signed release file of that suite says, such as {@code Debian}
   * @param releaseDate the newest date of the release files, ISO 8601, UTC
   * @param releaseFiles the release files that apt used, in the order of the sources
   * @param sourceDateEpoch the time that the disk's files carry, in seconds since 1970
   * @param packagesSha256 digest of the list of installed packages, one {@code name version architecture} per line
   */
  record SignedArchive(String suite, String codename, String origin, String releaseDate, List<ReleaseFile> releaseFiles,
      long sourceDateEpoch, String packagesSha256) implements Proof {
    /** Copies the list. */
    public SignedArchive {
      releaseFiles = List.copyOf(releaseFiles);
    }
  }

  /**
   * The cloud says that the image belongs to the owner that the POM pins. No bytes were seen.
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
      implements Proof {
    /** What a builder of Packer takes: the AMI's ID, the URN, or the image's URL at Google. */
    String reference() {
      return provider.equals("gcp") ? googleUrl(owner, name) : id;
    }

    static String googleUrl(String project, String name) {
      return "https://www.googleapis.com/compute/v1/projects/" + project + "/global/images/" + name;
    }
  }

  /**
   * A signed release file.
   *
   * @param uri where the archive offers it
   * @param sha256 digest of the whole file
   * @param signatureSha256 of the detached signature; empty where the file is clear-signed
   * @param signers fingerprints of the primary keys that made a valid signature, capital hexadecimal digits, sorted
   */
  record ReleaseFile(String uri, String sha256, String signatureSha256, List<String> signers) {
    /** Copies the list. */
    public ReleaseFile {
      signers = List.copyOf(signers);
    }
  }
}
