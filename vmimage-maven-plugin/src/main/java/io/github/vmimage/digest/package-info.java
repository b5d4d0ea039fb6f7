/**
 * Digests of files and bytes, for every room that compares or names them: {@link io.github.vmimage.digest.Digest} is what bytes must hash
 * to, {@link io.github.vmimage.digest.Digests} what they do. What a digest proves is the business of the room that asks.
 */
package io.github.vmimage.digest;
