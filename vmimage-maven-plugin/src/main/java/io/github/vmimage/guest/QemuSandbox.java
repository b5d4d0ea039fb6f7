package io.github.vmimage.guest;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import java.util.List;

/**
 * What QEMU itself gives up before a guest runs (seccomp, on Linux): system calls that it does not need, other programs, other users'
 * rights. A guest that breaks out of its machine is then still in there.
 */
final class QemuSandbox {
  private static final List<String> OPTIONS = List.of("-sandbox",
      "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny");

  private QemuSandbox() {}

  /** {@return its options, or none where this QEMU cannot do without them: another system than Linux, or built without seccomp} */
  static List<String> options(Processes processes) {
    // QEMU enters its sandbox before it lists its machines.
    boolean known = processes.run(Command.of(Tool.QEMU, OPTIONS.toArray()).with("-machine", "help")).succeeded();
    return known ? OPTIONS : List.of();
  }
}
