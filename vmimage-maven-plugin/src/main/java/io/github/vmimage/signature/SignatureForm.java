package io.github.vmimage.signature;

import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;

/** What every signature must have before it proves anything (RFC 9580, section 5.2.3). */
final class SignatureForm {
  private SignatureForm() {}

  /**
   * Looks at the form alone.
   *
   * @return what is wrong, one line; empty where nothing is
   */
  static Optional<String> fault(PGPSignature signature, OpenPGPPolicy policy) {
    PGPSignatureSubpacketVector hashed = signature.getHashedSubPackets();
    if (hashed == null || hashed.getSignatureCreationTime() == null) {
      return Optional.of("it does not sign its own date");
    }
    if (Stream.of(hashed.getNotationDataOccurrences()).anyMatch(n -> n.isCritical())) {
      return Optional.of("it has a critical notation that nobody knows");
    }
    return policy.hasNoCriticalUnknownSubpackets(signature) ? Optional.empty()
        : Optional.of("it has a critical part that is not known");
  }
}
