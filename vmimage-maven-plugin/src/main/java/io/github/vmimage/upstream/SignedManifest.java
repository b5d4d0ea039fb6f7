package io.github.vmimage.upstream;

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
    byte[] manifest = read(upstream, image.manifest(), MAX_MANIFEST);
    List<Evidence> evidence = new ArrayList<>(List.of(Evidence.kept(image.manifest().getFileName().toString(), manifest, cache)));
    if (!evidence.get(0).sha256().equals(image.manifestSha256())) {
      throw ReleasedImageProblems.otherManifest(upstream.coordinates(), image.manifest(), evidence.get(0).sha256(),
          image.manifestSha256()).asException();
    }
    if (upstream.keyring().isEmpty()) {
      return new SignedManifest("", List.of(), evidence);
    }
    Keyring keyring = Keyring.read(upstream.keyring().get()).only(upstream.fingerprints());
    Path file = image.signature().orElseThrow();
    byte[] signature = read(upstream, file, SignatureCheck.MAX_BYTES);
    SignatureCheck.Outcome outcome = SignatureCheck.ofLasting(keyring, clock.instant()).detached(manifest, signature);
    if (!outcome.passes()) {
      throw ReleasedImageProblems.notSigned(upstream.coordinates(), file, outcome.seen(), keyring.fingerprints()).asException();
    }
    evidence.add(Evidence.kept(file.getFileName().toString(), signature, cache));
    evidence.add(Evidence.kept(Evidence.KEYRING, keyring.binary(), cache));
    return new SignedManifest(evidence.get(1).sha256(), outcome.signers(), evidence);
  }

  /** One byte more than there may be at most, so that whoever looks at them refuses them. */
  private static byte[] read(ArtifactUpstream upstream, Path file, int limit) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(limit + 1);
    } catch (IOException e) {
      throw ReleasedImageProblems.unreadable(upstream.coordinates(), file, e.toString()).because(e);
    }
  }
}
