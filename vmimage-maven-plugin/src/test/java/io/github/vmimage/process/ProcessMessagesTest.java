package io.github.vmimage.process;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The messages of programs that are run. */
public class ProcessMessagesTest extends MessagesContract {
  private static final String CONVERT = "qemu-img convert -O qcow2 disk.raw disk.qcow2";
  private static final String SERVE = "qemu-storage-daemon --blockdev ... --export ...";

  private static final FoundTool ABSENT = new FoundTool(Tool.QEMU_IMG, "qemu-img", Optional.empty(), Optional.empty());
  private static final FoundTool OLD =
      new FoundTool(Tool.PACKER, "packer", Optional.of(Path.of("/usr/bin/packer")), Optional.of(ToolVersion.of("1.5.4")));

  ProcessMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    return Messages.of("process", "Programs: what is started on this machine")
        .from(ProcessProblems.class)
        .say("missing", "qemu-img", "not found", "apt-get install qemu-utils")
        .say("needed", "build", List.of(ABSENT), "apt-get install qemu-utils")
        .say("neededOrOtherPacker", "lint", List.of(ABSENT, OLD), "apt-get install qemu-utils packer")
        .say("cutOff", "qemu-img", CONVERT, "java.io.IOException: Stream closed")
        .say("failed", "qemu-img", 1, CONVERT, "qemu-img: error while writing: No space left on device")
        .say("timeLimit", "packer", 3600L, "packer build image.pkr.hcl", "qemu.image: Waiting for SSH to become available...")
        .say("notReady", "qemu-storage-daemon", "serves the disk", 30L, SERVE, "")
        .say("endedEarly", "qemu-storage-daemon", 1, "serves the disk", SERVE, "Failed to get shared \"write\" lock")
        .say("stopped", "qemu-img")
        .say("interrupted", CONVERT);
  }
}
