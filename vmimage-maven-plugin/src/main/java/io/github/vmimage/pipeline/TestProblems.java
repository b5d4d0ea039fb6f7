package io.github.vmimage.pipeline;

import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.List;

/** What can be wrong with a finished disk that is booted: seen only in its clones. */
final class TestProblems {
  private static final String SEAL = "let the playbook end with the role vmimage_seal, and write nothing of a machine's own after it";

  private TestProblems() {}

  static Problem noMachineId(String twin, String seen) {
    return Problem.project("The clone has no machine-id after its first boot").at(twin + ": /etc/machine-id")
        .saw(seen.isEmpty() ? "nothing" : seen).accepts("32 hex digits, made by systemd")
        .next("leave /etc/machine-id empty in the image, not absent or read-only: the role vmimage_seal does");
  }

  static Problem noHostKey(String twin) {
    return Problem.project("The clone has no SSH host key that can be read").at(twin + ": /etc/ssh").saw("no ssh_host_*_key.pub")
        .next("let the first boot make the keys: cloud-init does, and so does the role vmimage_seal where there is no cloud-init");
  }

  static Problem otherHostname(String twin, String seen) {
    return Problem.project("The clone does not take the name that it is given").at(twin).saw(seen.isEmpty() ? "no name" : seen)
        .accepts(twin)
        .next("leave the name to cloud-init: no preserve_hostname, and nothing in /etc/hostname");
  }

  static Problem shared(String what, String value, String who) {
    return Problem.project("The " + what + " is the same in " + who).at("first boot of two clones").saw(value)
        .accepts("a value of its own for each machine").next(SEAL);
  }

  static Problem buildUser(String twin) {
    return Problem.project("The user of the build exists in a machine made from the image").at(twin + ": /etc/passwd").saw("vmimage")
        .next(SEAL);
  }

  static Problem buildKey(String twin, String file) {
    return Problem.project("The key of the build opens a machine made from the image").at(twin + ": " + file)
        .saw("the public key of this build").next(SEAL);
  }

  static Problem buildKeyAccepted(String twin, String user) {
    return Problem.project("The private key of the build logs in to a machine made from the image").at(twin)
        .saw("login as " + user + " accepted").next(SEAL);
  }

  static Problem buildKeyUndecided(String twin, String user, String said) {
    return Problem.environment("It cannot be told whether the key of the build is refused").at(twin).saw("login as " + user + ": " + said)
        .accepts("Permission denied").next("run it again; the guest's console tells more");
  }

  static Problem failedUnit(String twin, String unit, String journal) {
    return Problem.project("A systemd unit failed in the first boot").at(twin + ": " + unit).saw(journal)
        .next("mend or disable the unit in the playbook, and build again");
  }

  static Problem cloudInitFailed(String twin) {
    return Problem.project("cloud-init failed in the first boot").at(twin).saw("status: error")
        .next("look for errors of cloud-init in the twin's journal and console below target/vmimage/logs");
  }

  static Problem otherVersion(String twin, String file, String seen, String expected) {
    return Problem.project("The running machine says that it is another release").at(twin + ": " + file).saw(seen).accepts(expected)
        .next("apply the role vmimage_stamp right before vmimage_seal, and let nothing of the first boot write the file");
  }

  static Problem noFacts(String twin, String said) {
    return Problem.project("The clone cannot be looked into").at(twin).saw(said)
        .accepts("sudo without a password for the user that cloud-init makes").next("leave sudo and sh in the image");
  }

  /** What a room says of its own, and that it says so of the second run. */
  static Problem again(Problem one) {
    return new Problem(one.cause(), "Applied again: " + one.what(), one.where(), one.seen(), one.accepted(), one.next());
  }

  /** A failure that may come of the closed network. */
  static Problem closedNetwork(Problem one) {
    return new Problem(one.cause(), one.what(), one.where(), one.seen(), one.accepted(), one.next()
        + "; the clone's network is closed: where the task needs it, -Dvmimage.testNetwork=open");
  }

  static Problem notIdempotent(String playbook, List<String> tasks) {
    return Problem.project("Applied again, the playbook changes a machine made from the image").at(playbook)
        .saw(String.join("\n", tasks)).accepts("changed=0")
        .next("let the tasks say when they change something (changed_when, creates), or list the task or its role in <nonIdempotent> with a"
            + " reason");
  }

  static Problem diskWritten(Path disk, String seen, String built) {
    return Problem.environment("The disk changed while its clones ran").at(disk).saw("sha256:" + seen).accepts("sha256:" + built)
        .next("keep others away from it, and build again");
  }
}
