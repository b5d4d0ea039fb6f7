package io.github.vmimage.packer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Variables whose values are the plugin's to give; a template that declares one gets it. */
public enum ContractVariable {
  /** Name of the image. */
  IMAGE_NAME("the project's <artifactId>"),
  /** Version stamped into the image: the tag's name, or the version of a snapshot. */
  IMAGE_VERSION("the project's <version>"),
  /** Version of the project. */
  PROJECT_VERSION("the project's <version>"),
  /** Commit that is built, 40 hex digits. */
  GIT_COMMIT("the commit that is checked out"),
  /** Verified local file or image ID that the build starts from. */
  UPSTREAM("<upstream> in the plugin's <configuration>"),
  /** Its digest, such as {@code sha256:...}; empty for an image ID. */
  UPSTREAM_CHECKSUM("<upstream> in the plugin's <configuration>"),
  /** How the guest runs, such as {@code kvm} or {@code tcg}. */
  ACCELERATOR("-Dvmimage.accelerator or <accelerator>"),
  /** Number of virtual processors. */
  CPUS("-Dvmimage.cpus or <cpus>"),
  /** Memory of the guest in MiB. */
  MEMORY("-Dvmimage.memory or <memory>"),
  /** Folder for the builder's files; it does not exist yet. */
  OUTPUT_DIRECTORY("nothing: the build's own folder"),
  /** User of the build in the guest. */
  SSH_USERNAME("nothing: the build's own user"),
  /** Private half of this build's key pair. */
  SSH_PRIVATE_KEY_FILE("nothing: made for each build"),
  /** Public half of this build's key pair, one line. */
  SSH_PUBLIC_KEY("nothing: made for each build"),
  /** Folder with cloud-init's {@code user-data} and {@code meta-data} that lets this build's key in. */
  SSH_SEED_DIRECTORY("nothing: made for each build");

  private final String source;

  ContractVariable(String source) {
    this.source = source;
  }

  /**
   * The name in a template.
   *
   * @return such as {@code image_name}
   */
  public String variable() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What decides the value.
   *
   * @return a parameter or a fact, for messages
   */
  public String source() {
    return source;
  }

  static Optional<ContractVariable> named(String variable) {
    return Arrays.stream(values()).filter(v -> v.variable().equals(variable)).findFirst();
  }
}
