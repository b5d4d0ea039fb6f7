package io.github.vmimage.source;

import org.eclipse.jgit.lib.ObjectId;

/**
 * One thing in a tree, ready to be written.
 *
 * @param path where, from the root of the export, with {@code /}
 * @param kind what it is
 * @param id its blob; null for a folder
 * @param conversion what Git does to its bytes
 * @param from the repository that holds the blob
 */
record TreeFile(String path, Kind kind, ObjectId id, Conversion conversion, GitCheckout from) {

  /** What it is in the work tree. */
  enum Kind {
    /** A file. */
    FILE,
    /** A file with the run bit. */
    EXECUTABLE,
    /** A symbolic link. */
    LINK,
    /** The folder of a submodule. */
    FOLDER
  }
}
