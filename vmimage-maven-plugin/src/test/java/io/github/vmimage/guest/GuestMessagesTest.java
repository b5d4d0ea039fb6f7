package io.github.vmimage.guest;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;
import java.util.List;

/** The messages of guests. */
public class GuestMessagesTest extends MessagesContract {

  private static final Path CONSOLE = Path.of("/home/ada/app-image/target/vmimage/logs/twin-a-console.log");

  GuestMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    Path access = Path.of("/home/ada/app-image/target/vmimage/scratch/access");
    return Messages.of("guest", "Guest: accelerator, size, the key of the build, and clones of a finished disk")
        .from(GuestProblems.class)
        .say("unknownAccelerator", "kwm", "auto, kvm, tcg, hvf, whpx, xen")
        .say("cpusOutOfRange", 256, 8)
        .say("memoryOutOfRange", 64, 2048)
        .say("probeFails", "20 s", "apt-get install qemu-system-x86")
        .say("probeNotUnpacked", Path.of("/tmp/vmimage-ada/4f1c7a2e"), "java.io.IOException: No space left on device")
        .say("keyNotWritten", access, "java.io.IOException: No space left on device")
        .say("keyNotDeleted", access.resolve("ssh_key"), "java.nio.file.AccessDeniedException: " + access.resolve("ssh_key"))
        .say("notPrepared", "twin-a", Path.of("/tmp/vmimage-ada/4f1c7a2e/twin-a"), "java.io.IOException: QEMU forwards no port")
        .say("interrupted", "twin-a")
        .say("notUp", "twin-a", "it is in emergency mode", CONSOLE,
            List.of("[FAILED] Failed to mount /srv.", "You are in emergency mode. After logging in, type \"journalctl -xb\"."))
        .say("notUpInTime", "twin-a", 15L, "its console shows a login prompt, but no SSH server answers", CONSOLE, List.of("twin-a login:"))
        .say("qemuEnded", "twin-b", "qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory", CONSOLE, List.of())
        .say("tooLittleMemory", 2, 1024, 1500L);
  }
}
