package io.github.vmimage.release;

import io.github.vmimage.report.Hints;
import java.nio.file.Path;

/**
 * Which manifest is being looked at, so that every complaint about it can say so.
 *
 * @param name path or URL
 * @param next what to do when it is wrong
 */
record ManifestPlace(String name, String next) {
  private static final int SHOWN = 200;

  /** A manifest that lies in the local repository. */
  static ManifestPlace ofFile(Path file) {
    return new ManifestPlace(file.toString(), Hints.resolveAgain("it", file));
  }

  /** A manifest that comes over the network. */
  static ManifestPlace ofStream(String where) {
    return new ManifestPlace(where, "Fetch it again" + Hints.BROKEN_RELEASE);
  }

  /** A manifest that is about to be written. */
  static ManifestPlace ofBuild(String where) {
    return new ManifestPlace(where, "Correct the value in the image project and build again; "
        + "where it does not come from the project, report it as a defect of vmimage-maven-plugin");
  }

  /** Cuts foreign text to what a person still reads. */
  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " ... (" + text.length() + " characters)";
  }
}
