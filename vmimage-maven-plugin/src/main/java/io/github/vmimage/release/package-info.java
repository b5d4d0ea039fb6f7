/**
 * The release manifest, the one document that everything downstream of a build reads:
 * {@link io.github.vmimage.release.Manifest} and its parts mirror {@code vm-image-manifest-1.schema.json},
 * {@link io.github.vmimage.release.ManifestWriter} and {@link io.github.vmimage.release.ManifestReader} are the only ways in and out,
 * {@link io.github.vmimage.release.ReleasedImageCheck} holds a disk against its manifest,
 * {@link io.github.vmimage.release.ReleaseDescription} tells a person what a release is, and
 * {@link io.github.vmimage.release.GuestInventory} reads what is inside a finished disk.
 *
 * <p>What goes into a manifest comes from the other rooms, carried here by the pipeline; how a manifest reaches a repository is
 * Maven's business. Nothing here opens a connection or reads a clock, and rpm is the only program that is called.
 */
package io.github.vmimage.release;
