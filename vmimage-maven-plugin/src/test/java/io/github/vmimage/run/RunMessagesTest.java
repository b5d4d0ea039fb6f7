package io.github.vmimage.run;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;

/** The messages of a run. */
public class RunMessagesTest extends MessagesContract {

  RunMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    Path runs = Path.of("/tmp/vmimage-ada");
    return Messages.of("run", "Run: one at a time on a project")
        .from(RunProblems.class)
        .say("locked", runs.resolve("4f1c7a2e.lock"))
        .say("lockedBy", new RunRecord("mvn deploy", 4217, "06:12:40", "/home/ada/app-image/target/vmimage"))
        .say("unusableFolder", runs, "java.io.IOException: it belongs to somebody else", "ada")
        .say("unreadableMounts", Path.of("/proc/self/mountinfo"), "java.nio.file.AccessDeniedException: /proc/self/mountinfo")
        .say("mountLeft", runs.resolve("4f1c7a2e/disk-1/whole"), "fusermount3: failed to unmount: Device or resource busy");
  }
}
