package io.github.vmimage.signature;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;

/** The messages of signatures. */
public class SignatureMessagesTest extends MessagesContract {

  SignatureMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    return Messages.of("signature", "Signatures: the keys that a project trusts")
        .from(SignatureProblems.class)
        .say("unusableKeyring", Path.of("/home/ada/app-image/src/main/keys/archive keyring.gpg"),
            "a keybox of GnuPG, not exported keys");
  }
}
