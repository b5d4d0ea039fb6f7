package io.github.vmimage.signature;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can be wrong with the keys that a project trusts. */
final class SignatureProblems {

  private SignatureProblems() {}

  static Problem unusableKeyring(Path file, String seen) {
    return Problem.project("The keyring cannot be used").at(file).saw(seen).accepts("OpenPGP public keys, armoured or binary")
        .next("export the keys: gpg --export --armor FINGERPRINT > " + Hints.word(file.getFileName()));
  }
}
