package io.github.vmimage.maven;

import io.github.vmimage.upstream.UpstreamDeclaration;

/** {@code <upstream>}: what an image is built from, as the POM says it. What it may say is checked in the room {@code upstream}. */
public final class UpstreamElement {
  private String id;
  private String url;
  private String sha256;
  private String sha512;
  private String md5;
  private String sha1;
  private String artifact;
  private DebianArchiveElement debianArchive;

  /** {@return the same as a record} */
  public UpstreamDeclaration declaration() {
    return new UpstreamDeclaration(id, url, sha256, sha512, md5, sha1, artifact,
        debianArchive == null ? null : debianArchive.declaration());
  }

  /**
   * Called by Maven.
   *
   * @param id name of this upstream among several
   */
  public void setId(String id) {
    this.id = id;
  }

  /**
   * Called by Maven.
   *
   * @param url http, https or file
   */
  public void setUrl(String url) {
    this.url = url;
  }

  /**
   * Called by Maven.
   *
   * @param sha256 64 hex digits
   */
  public void setSha256(String sha256) {
    this.sha256 = sha256;
  }

  /**
   * Called by Maven.
   *
   * @param sha512 128 hex digits
   */
  public void setSha512(String sha512) {
    this.sha512 = sha512;
  }

  /**
   * Called by Maven; known only so that it can be refused in words.
   *
   * @param md5 any value
   */
  public void setMd5(String md5) {
    this.md5 = md5;
  }

  /**
   * Called by Maven; known only so that it can be refused in words.
   *
   * @param sha1 any value
   */
  public void setSha1(String sha1) {
    this.sha1 = sha1;
  }

  /**
   * Called by Maven.
   *
   * @param artifact {@code groupId:artifactId:version} of a released image
   */
  public void setArtifact(String artifact) {
    this.artifact = artifact;
  }

  /**
   * Called by Maven.
   *
   * @param debianArchive a distribution's archive
   */
  public void setDebianArchive(DebianArchiveElement debianArchive) {
    this.debianArchive = debianArchive;
  }
}
