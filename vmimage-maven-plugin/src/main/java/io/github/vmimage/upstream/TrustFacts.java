package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a policy judges of one upstream.
 *
 * @param id what the author calls it
 * @param methods how it is proven, in each way that it is
 * @param digest the strongest digest it is proven with; empty where a cloud keeps the bytes, or where it is not known yet
 * @param hosts where it is fetched from, signatures and checksums included; not where those redirect to, which changes nothing of the proof
 *     and leads out of https never
 * @param signers of each signed file the fingerprints of the primary keys with a valid signature; none where nothing is signed, or not
 *     proven yet
 * @param signedManifest whether it is a released image whose manifest a pinned key signed, or has to
 * @param date when it was signed or made; empty where nothing proven tells
 * @param depth released images above each other; 0 for any other upstream
 * @param snapshot the coordinates of a SNAPSHOT; empty for any other upstream
 */
public record TrustFacts(String id, Set<TrustMethod> methods, Optional<Digest.Algorithm> digest, List<String> hosts,
    List<List<String>> signers, boolean signedManifest, Optional<Instant> date, int depth, Optional<String> snapshot) {
  /** Copies the collections. */
  public TrustFacts {
    methods = Set.copyOf(methods);
    hosts = List.copyOf(hosts);
    signers = List.copyOf(signers);
  }
}
