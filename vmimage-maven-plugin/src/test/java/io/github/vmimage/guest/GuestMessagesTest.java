package io.github.vmimage.guest;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;
import java.util.List;

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
        .say("neverIn", Path.of("/home/ada/.m2/repository/com/example/images/app-image/1.0.0/app-image-1.0.0.qcow2"),
            "qemu-system-x86_64 does not do what it was started for", 15L, List.of("You are in emergency mode."),
            Path.of("/home/ada/app-image/target/vmimage/logs/upgrade-from-1.0.0-console.log"))
        .say("consoleNotWritten", Path.of("/home/ada/app-image/target/vmimage/logs/upgrade-from-1.0.0-console.log"),
            "java.nio.file.FileSystemException: No space left on device")
        .say("noPort", access, "java.net.BindException: Cannot assign requested address")
        .say("keyNotDeleted", access.resolve("ssh_key"), "java.nio.file.AccessDeniedException: " + access.resolve("ssh_key"));
  }
}
