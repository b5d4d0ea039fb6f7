package io.github.vmimage.seal;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;

/** The messages of the audit. */
public class SealMessagesTest extends MessagesContract {

  SealMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    return Messages.of("seal", "Seal: the audit and its waivers")
        .from(SealProblems.class)
        .say("notSealed", "/home/ada/app-image/target/vmimage/images/app-image-0.1.0.qcow2", 1, 39,
            "[temporary-files] /tmp/play.yml: an empty file\n"
                + "  why: Uploaded playbooks, scripts and secrets of the build end in temporary folders, and nobody who "
                + "starts the image looks there\n"
                + "  fix: Empty /tmp and /var/tmp after the last task, as the role vmimage_seal does", "temporary-files")
        .say("unreadableRoot", Path.of("/home/ada/app-image/target/vmimage/scratch/audit/root"),
            "java.nio.file.AccessDeniedException: /home/ada/app-image/target/vmimage/scratch/audit/root")
        .say("waivedTwice", "<waivers><waiver[2]>", "swap", 1)
        .say("waivedWithoutReason", "<waivers><waiver[1]>", "swap")
        .say("waiverWithoutRule", "<waivers><waiver[1]>")
        .say("waiverOfNoRule", "<waivers><waiver[1]>", "ssh-hostkeys", "ssh-host-keys");
  }
}
