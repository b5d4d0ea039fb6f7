package io.github.vmimage.release;

import com.fasterxml.jackson.core.JsonPointer;
import io.github.vmimage.report.Problem;

/**
 * Which manifest is being looked at, so that every complaint about it can say so.
 *
 * @param name path or URL
 * @param next what to do when it is wrong
 */
record ManifestPlace(String name, String next) {
  private static final int SHOWN = 200;

  /** Starts a problem of the manifest as a whole. */
  Problem problem(String what) {
    return Problem.project(what).at(name).next(next);
  }

  /** Starts a problem of one value in it. */
  Problem problem(String what, JsonPointer pointer) {
    return problem(what).at(pointer.matches() ? name : name + "#" + shortened(pointer.toString()));
  }

  /** Cuts foreign text to what a person still reads. */
  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " ... (" + text.length() + " characters)";
  }
}
