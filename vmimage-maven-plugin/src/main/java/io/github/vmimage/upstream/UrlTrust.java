package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Why the bytes from a URL may be trusted. */
public sealed interface UrlTrust {

  /**
   * The digest that the POM names, if any.
   *
   * @return empty where only a signed list names it
   */
  Optional<Digest> known();


  /**
   * Their digest stands in the POM.
   *
   * @param digest what they must hash to
   */
  record Pinned(Digest digest) implements UrlTrust {
    @Override
    public Optional<Digest> known() {
      return Optional.of(digest);
    }
  }

  /**
   * Their digest stands in a list that a key of the project signed.
   *
   * @param checksums the list: http, https or file, absolute, without user information
   * @param signature the same for its detached signature; empty where the list itself is clear-signed
   * @param keyring OpenPGP keys, armoured or binary
   * @param fingerprints of the primary keys that may sign, capital hexadecimal digits, sorted; at least one, all in the keyring
   * @param pinned a digest that the bytes must hash to as well
   */
  record SignedChecksums(URI checksums, Optional<URI> signature, Path keyring, List<String> fingerprints, Optional<Digest> pinned)
      implements UrlTrust {
    /** Sorts the fingerprints. */
    public SignedChecksums {
      fingerprints = fingerprints.stream().sorted().distinct().toList();
    }

    @Override
    public Optional<Digest> known() {
      return pinned;
    }
  }
}
