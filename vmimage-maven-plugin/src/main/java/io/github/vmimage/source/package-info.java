/**
 * What an image is made of: the Git repository around the module, the tag that stamps a release, whether the work tree is clean,
 * and the export of exactly that source into a folder of its own.
 *
 * <p>{@link io.github.vmimage.source.SourceRepository} is the way in. JGit does the reading, and here it starts no process, runs no
 * hook or filter of the user, and writes to the user's repository only when a tag is made. Not here: which version a project has,
 * where the export goes, and what is built from it.
 */
package io.github.vmimage.source;
