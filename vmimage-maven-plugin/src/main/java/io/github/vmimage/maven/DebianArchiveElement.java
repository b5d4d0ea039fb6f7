package io.github.vmimage.maven;

import io.github.vmimage.upstream.UpstreamDeclaration;
import java.util.List;

/** {@code <debianArchive>}: the signed archive that a base image is bootstrapped from, as the POM says it. */
public final class DebianArchiveElement {
  private String suite;
  private String keyring;
  private List<String> components = List.of();
  private List<String> mirrors = List.of();
  private List<String> packages = List.of();
  private String size;

  UpstreamDeclaration.DebianArchive declaration() {
    return new UpstreamDeclaration.DebianArchive(suite, keyring, components, mirrors, packages, size);
  }

  /**
   * Called by Maven.
   *
   * @param suite such as {@code bookworm}
   */
  public void setSuite(String suite) {
    this.suite = suite;
  }

  /**
   * Called by Maven.
   *
   * @param keyring file with the archive's public keys, relative to the project
   */
  public void setKeyring(String keyring) {
    this.keyring = keyring;
  }

  /**
   * Called by Maven.
   *
   * @param components such as {@code main}
   */
  public void setComponents(List<String> components) {
    this.components = components;
  }

  /**
   * Called by Maven.
   *
   * @param mirrors one-line sources; empty takes this machine's own
   */
  public void setMirrors(List<String> mirrors) {
    this.mirrors = mirrors;
  }

  /**
   * Called by Maven.
   *
   * @param packages installed beside the default ones
   */
  public void setPackages(List<String> packages) {
    this.packages = packages;
  }

  /**
   * Called by Maven.
   *
   * @param size of the disk, such as {@code 8G}
   */
  public void setSize(String size) {
    this.size = size;
  }
}
