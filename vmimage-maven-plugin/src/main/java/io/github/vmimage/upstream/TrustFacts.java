package io.github.vmimage.upstream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a policy judges of one upstream.
 *
 * @param id what the author calls it
 * @param method how it was proven
 * @param digest the digest it was proven with; empty where a cloud keeps the bytes
 * @param hosts where it was fetched from, signatures and checksums included
 * @param signedManifest whether it is a released image with a signed manifest
 * @param date when it was signed or made; empty where nothing proven tells
 * @param depth released images above each other; 0 for any other upstream
 */
public record TrustFacts(String id, TrustMethod method, Optional<Digest.Algorithm> digest, List<String> hosts, boolean signedManifest,
    Optional<Instant> date, int depth) {
  /** Copies the list. */
  public TrustFacts {
    hosts = List.copyOf(hosts);
  }
}
