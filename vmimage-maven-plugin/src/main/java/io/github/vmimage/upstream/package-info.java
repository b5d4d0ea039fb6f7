/**
 * What an image starts from, and why it may be trusted: the declarations of the POM become
 * {@link io.github.vmimage.upstream.Upstream upstreams}, and {@link io.github.vmimage.upstream.UpstreamVerification} turns each into
 * a local file with its {@link io.github.vmimage.upstream.Proof proof}: a pinned digest, a signed list of digests, the manifest of another
 * released image, or the signature of a distribution's package archive. Of an image in a cloud no bytes are seen; the cloud's own program
 * says whose it is. {@link io.github.vmimage.upstream.TrustCheck} holds all of it against the project's policy,
 * {@link io.github.vmimage.upstream.RepeatedProof} repeats it years later, and {@link io.github.vmimage.upstream.UpstreamFreshness} tells
 * what is newer.
 *
 * <p>Nothing here knows Maven, Packer or what is later made of the file, how bytes travel ({@code download}) or what a signature is worth
 * ({@code signature}).
 */
package io.github.vmimage.upstream;
