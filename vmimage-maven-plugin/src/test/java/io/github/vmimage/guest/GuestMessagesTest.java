package io.github.vmimage.guest;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;

/** The messages of a build's guest. */
public class GuestMessagesTest extends MessagesContract {

  GuestMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    Path access = Path.of("/home/ada/app-image/target/vmimage/scratch/access");
    return Messages.of("guest", "Guest: accelerator, size and key of the build")
        .from(GuestProblems.class)
        .say("unknownAccelerator", "kwm", "auto, kvm, tcg, hvf, whpx, xen")
        .say("cpusOutOfRange", 256, 8)
        .say("memoryOutOfRange", 64, 2048)
        .say("probeFails", "20 s", "apt-get install qemu-system-x86")
        .say("probeNotUnpacked", Path.of("/tmp/vmimage-ada/4f1c7a2e"), "java.io.IOException: No space left on device")
        .say("keyNotWritten", access, "java.io.IOException: No space left on device")
        .say("keyNotDeleted", access.resolve("ssh_key"), "java.nio.file.AccessDeniedException: " + access.resolve("ssh_key"));
  }
}
