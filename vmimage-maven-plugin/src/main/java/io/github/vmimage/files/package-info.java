/**
 * What several rooms do with files and folders alike, such as deleting a tree without following a link out of it.
 *
 * <p>Which file is meant, and what is in it, is the business of the room that asks.
 */
package io.github.vmimage.files;
