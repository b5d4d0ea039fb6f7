package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digests;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.signature.Keyring;
import io.github.vmimage.signature.SignatureCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The manifest of a released image, with the signature beside it where the project asks for one.
 *
 * @param signatureSha256 digest of the signature; empty where there is none
 * @param signers fingerprints of the primary keys with a valid signature, sorted; empty where none was asked for
 * @param evidence the manifest, the signature and the keys
 */
record SignedManifest(String signatureSha256, List<String> signers, List<Evidence> evidence) {
  /** Its reader, in another room, has refused what is larger; only a file that changed since can be. */
  private static final int MAX_MANIFEST = 64 * 1024 * 1024;

  /**
   * Checks the signature, if one is asked for.
   *
   * @param upstream the keys
   * @param image the files
   * @param cache keeps the evidence
   * @param clock signatures must be in force now, no key revoked
   * @throws io.github.vmimage.report.ProblemException for a signature that proves nothing
   */
  static SignedManifest of(ArtifactUpstream upstream, ReleasedImage image, UpstreamCache cache, Clock clock) {
    byte[] manifest = manifest(upstream.coordinates(), image.manifest(), image.manifestSha256());
    List<Evidence> evidence = new ArrayList<>(List.of(Evidence.kept(image.manifest().getFileName().toString(), manifest, cache)));
    if (upstream.keyring().isEmpty()) {
      return new SignedManifest("", List.of(), evidence);
    }
    Keyring keyring = new ManifestKeys(upstream.keyring().get(), upstream.fingerprints()).read();
    Path file = image.signature().orElseThrow();
    byte[] signature = signature(upstream.coordinates(), file);
    List<String> signers = ManifestKeys.signers(upstream.coordinates(), manifest, file, signature, keyring, clock);
    evidence.add(Evidence.kept(file.getFileName().toString(), signature, cache));
    evidence.add(Evidence.kept(Evidence.KEYRING, keyring.binary(), cache));
    return new SignedManifest(evidence.get(1).sha256(), signers, evidence);
  }

  /** The manifest, which must still be the one that was read before. */
  static byte[] manifest(String coordinates, Path file, String sha256) {
    byte[] manifest = read(coordinates, file, MAX_MANIFEST);
    String now = Digests.sha256(manifest);
    if (!now.equals(sha256)) {
      throw ReleasedImageProblems.otherManifest(coordinates, file, now, sha256).asException();
    }
    return manifest;
  }

  static byte[] signature(String coordinates, Path file) {
    return read(coordinates, file, SignatureCheck.MAX_BYTES);
  }

  /** One byte more than there may be at most, so that whoever looks at them refuses them. */
  private static byte[] read(String coordinates, Path file, int limit) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(limit + 1);
    } catch (IOException e) {
      throw ReleasedImageProblems.unreadable(coordinates, file, e.toString()).because(e);
    }
  }
}
