package io.github.vmimage.upstream;

import java.util.List;

/**
 * One {@code <upstream>} as it stands in the POM, unchecked. A field is null where its element is absent. {@code md5} and {@code sha1}
 * are here so that they can be refused by name.
 *
 * @param id {@code <id>}
 * @param url {@code <url>}
 * @param sha256 {@code <sha256>}
 * @param sha512 {@code <sha512>}
 * @param md5 {@code <md5>}
 * @param sha1 {@code <sha1>}
 * @param artifact {@code <artifact>}
 * @param debianArchive {@code <debianArchive>}
 * @param checksums {@code <checksums>} and what goes with it; null where all of it is absent
 * @param cloud {@code <ami>}, {@code <azureImage>} and {@code <gceImage>}; never null
 * @param allowances the {@code <allowance>}s of {@code <allowances>}; never null
 */
public record UpstreamDeclaration(String id, String url, String sha256, String sha512, String md5, String sha1, String artifact,
    DebianArchive debianArchive, Checksums checksums, CloudDeclaration cloud, List<Allowance> allowances) {

  /** Takes no image of a cloud, and no allowances, for none. */
  public UpstreamDeclaration {
    cloud = cloud == null ? CloudDeclaration.NONE : cloud;
    allowances = allowances == null ? List.of() : List.copyOf(allowances);
  }

  /**
   * One that keeps every rule of the trust policy.
   *
   * @param id {@code <id>}
   * @param url {@code <url>}
   * @param sha256 {@code <sha256>}
   * @param sha512 {@code <sha512>}
   * @param md5 {@code <md5>}
   * @param sha1 {@code <sha1>}
   * @param artifact {@code <artifact>}
   * @param debianArchive {@code <debianArchive>}
   * @param checksums {@code <checksums>} and what goes with it
   * @param cloud {@code <ami>}, {@code <azureImage>} and {@code <gceImage>}
   */
  public UpstreamDeclaration(String id, String url, String sha256, String sha512, String md5, String sha1, String artifact,
      DebianArchive debianArchive, Checksums checksums, CloudDeclaration cloud) {
    this(id, url, sha256, sha512, md5, sha1, artifact, debianArchive, checksums, cloud, List.of());
  }

  /**
   * One without a signed list of digests, and not in a cloud.
   *
   * @param id {@code <id>}
   * @param url {@code <url>}
   * @param sha256 {@code <sha256>}
   * @param sha512 {@code <sha512>}
   * @param md5 {@code <md5>}
   * @param sha1 {@code <sha1>}
   * @param artifact {@code <artifact>}
   * @param debianArchive {@code <debianArchive>}
   */
  public UpstreamDeclaration(String id, String url, String sha256, String sha512, String md5, String sha1, String artifact,
      DebianArchive debianArchive) {
    this(id, url, sha256, sha512, md5, sha1, artifact, debianArchive, null, CloudDeclaration.NONE);
  }

  /**
   * The same with other allowances.
   *
   * @param others the {@code <allowance>}s of {@code <allowances>}
   * @return the declaration
   */
  public UpstreamDeclaration allowing(List<Allowance> others) {
    return new UpstreamDeclaration(id, url, sha256, sha512, md5, sha1, artifact, debianArchive, checksums, cloud, others);
  }

  /**
   * One {@code <allowance>}.
   *
   * @param rule {@code <rule>}
   * @param reason {@code <reason>}
   */
  public record Allowance(String rule, String reason) {}

  /**
   * The elements of an {@code <upstream>} that say who signed its digest.
   *
   * @param url {@code <checksums>}
   * @param signature {@code <signature>}
   * @param keyring {@code <keyring>}
   * @param fingerprints the {@code <fingerprint>}s of {@code <fingerprints>}
   */
  public record Checksums(String url, String signature, String keyring, List<String> fingerprints) {}

  /**
   * One {@code <debianArchive>}.
   *
   * @param suite {@code <suite>}
   * @param keyring {@code <keyring>}
   * @param components the {@code <component>}s of {@code <components>}
   * @param mirrors the {@code <mirror>}s of {@code <mirrors>}
   * @param packages the {@code <package>}s of {@code <packages>}
   * @param size {@code <size>}
   * @param fingerprints the {@code <fingerprint>}s of {@code <fingerprints>}
   * @param releaseSha256 {@code <releaseSha256>}
   */
  public record DebianArchive(String suite, String keyring, List<String> components, List<String> mirrors, List<String> packages,
      String size, List<String> fingerprints, String releaseSha256) {

    /**
     * One that trusts the whole keyring.
     *
     * @param suite {@code <suite>}
     * @param keyring {@code <keyring>}
     * @param components the {@code <component>}s of {@code <components>}
     * @param mirrors the {@code <mirror>}s of {@code <mirrors>}
     * @param packages the {@code <package>}s of {@code <packages>}
     * @param size {@code <size>}
     */
    public DebianArchive(String suite, String keyring, List<String> components, List<String> mirrors, List<String> packages, String size) {
      this(suite, keyring, components, mirrors, packages, size, List.of(), null);
    }
  }
}
