/**
 * What an image starts from, and why it may be trusted: the declarations of the POM become
 * {@link io.github.vmimage.upstream.Upstream upstreams}, and {@link io.github.vmimage.upstream.UpstreamVerification} turns each into
 * a local file with its {@link io.github.vmimage.upstream.Proof proof}: a pinned digest, the manifest of another released image, or
 * the signature of a distribution's package archive.
 *
 * <p>Nothing here knows Maven, Packer or what is later made of the file. Bytes that were not proven are never visible under their
 * final name.
 */
package io.github.vmimage.upstream;
