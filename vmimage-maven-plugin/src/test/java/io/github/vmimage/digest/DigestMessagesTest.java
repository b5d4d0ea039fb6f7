package io.github.vmimage.digest;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;

/** The messages of digests. */
public class DigestMessagesTest extends MessagesContract {

  DigestMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    Path disk = Path.of("/home/ada/app-image/target/vmimage/images/app-image-0.1.0.qcow2");
    return Messages.of("digest", "Digests")
        .from(DigestProblems.class)
        .say("unreadable", disk, "java.nio.file.AccessDeniedException: " + disk);
  }
}
