package io.github.vmimage.pipeline;

/**
 * A package that a machine which was upgraded has otherwise than a fresh image of the same version.
 *
 * @param name of the package
 * @param upgraded version in the upgraded machine, several with commas; empty where it is not there
 * @param fresh version in the fresh image, the same way
 * @param reason why the project accepts the difference; empty where it does not
 */
public record PackageDifference(String name, String upgraded, String fresh, String reason) {

  /** {@return whether the project says why this difference is right} */
  boolean accepted() {
    return !reason.isEmpty();
  }
}
