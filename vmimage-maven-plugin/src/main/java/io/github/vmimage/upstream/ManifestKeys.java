package io.github.vmimage.upstream;

import io.github.vmimage.signature.Keyring;
import io.github.vmimage.signature.SignatureCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * The keys of those who may sign the manifests of released images.
 *
 * @param keyring file with their certificates
 * @param fingerprints those of them that are pinned, capital hexadecimal digits, at least one
 */
public record ManifestKeys(Path keyring, List<String> fingerprints) {
  /** Copies the list. */
  public ManifestKeys {
    fingerprints = List.copyOf(fingerprints);
  }

  /**
   * Holds a manifest against its signature.
   *
   * @param coordinates of the image, for messages
   * @param manifest the file
   * @param sha256 what it hashed to when it was read, small hexadecimal digits
   * @param signature the detached signature
   * @param clock signatures must be in force now, no key revoked
   * @return fingerprints of the primary keys with a valid signature, sorted
   * @throws io.github.vmimage.report.ProblemException where the signature proves nothing, or the manifest has changed meanwhile
   */
  public List<String> require(String coordinates, Path manifest, String sha256, Path signature, Clock clock) {
    byte[] bytes = SignedManifest.manifest(coordinates, manifest, sha256);
    return signers(coordinates, bytes, signature, SignedManifest.signature(coordinates, signature), read(), clock);
  }

  Keyring read() {
    return Keyring.read(keyring).only(fingerprints);
  }

  static List<String> signers(String coordinates, byte[] manifest, Path file, byte[] signature, Keyring keys, Clock clock) {
    SignatureCheck.Outcome outcome = SignatureCheck.ofLasting(keys, clock.instant()).detached(manifest, signature);
    if (!outcome.passes()) {
      throw ReleasedImageProblems.notSigned(coordinates, file, outcome.seen(), keys.fingerprints()).asException();
    }
    return outcome.signers();
  }
}
