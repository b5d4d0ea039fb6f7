package io.github.vmimage.upstream;

import java.net.URI;

/**
 * A file at a URL, trusted because its digest is pinned in the POM.
 *
 * @param id what the author calls it
 * @param url http, https or file, absolute, without user information
 * @param digest what its bytes must hash to
 */
public record UrlUpstream(String id, URI url, Digest digest) implements Upstream {}
