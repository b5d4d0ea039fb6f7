/**
 * Digests of files and bytes, for every room that compares or names them. What a digest proves is the business of the room that asks.
 */
package io.github.vmimage.digest;
