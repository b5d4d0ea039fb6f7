package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;
import java.util.List;

/** The messages of Packer. */
public class PackerMessagesTest extends MessagesContract {
  private static final Path FOLDER = Path.of("/home/ada/app-image/packer");
  private static final Path WORK = Path.of("/home/ada/app-image/target/vmimage");
  private static final Place POM = VariableFault.POM;
  private static final Place DECLARED = new Place("packer/variables.pkr.hcl", 7, 1);
  private static final Path LOG = WORK.resolve("logs/packer.log");
  private static final String LAST_WORDS = "the guest's serial console, its last lines:\n"
      + "[    4.1] Kernel panic - not syncing: No init found\nPacker, its last lines:\nqemu.image: Waiting for SSH to become available...";
  private static final Problem IN_THE_GUEST = Problem.project("The Ansible task \"web : Install nginx\" failed in the guest")
      .at(WORK.resolve("source/ansible/playbook.yml") + ":12").saw("No package matching 'ngnix' is available")
      .next("correct the task and build again");
  private static final String NO_SPACE = "java.io.IOException: No space left on device";
  private static final String DENIED = "java.nio.file.AccessDeniedException: ";

  PackerMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    return Messages.of("packer", "Packer: the template, its variables and the build")
        .from(PackerProblems.class)
        .say("noTemplate", "packer")
        .say("severalTemplates", "packer", List.of("app.json", "base.json"))
        .say("malformedTemplate", new Place("packer/image.pkr.hcl", 12, 3), "the block source does not end")
        .say("templateTooLarge", "packer/disk.pkr.hcl", 402653184L, 1048576L)
        .say("unreadableTemplate", "packer/image.pkr.hcl", DENIED + "packer/image.pkr.hcl")
        .say("unlistableFolder", FOLDER, DENIED + FOLDER)
        .say("unreadableScript", FOLDER.resolve("scripts/setup.sh"), DENIED + FOLDER.resolve("scripts/setup.sh"))
        .say("pluginsNotAlone", "1.6.6", new Place("packer/image.pkr.hcl", 1, 1))
        .say("templateNotStaged", WORK.resolve("scratch/template"), NO_SPACE)
        .say("stoppedAtVersion", "packer", 137)
        .say("otherProgram", "/usr/sbin/packer", "usage: packer [-v] dictionary")
        .say("tooOld", "packer", "1.5.4", "1.6.6", "apt-get install packer")
        .say("formatFailed", "packer fmt -check -diff packer", 2, "panic: runtime error")
        .say("variablesNotWritten", WORK.resolve("scratch/variables.json"), NO_SPACE)
        .say("secretsNotDeleted", WORK.resolve("scratch/variables.json"), DENIED + WORK.resolve("scratch/variables.json"))
        .say("dynamicPlaybookArguments", "packer/image.pkr.hcl:64:7", "local.arguments")
        .say("dynamicGroups", "packer/image.pkr.hcl:62:14", "var.groups")
        .from(VariableProblems.class)
        .say("pluginsOwn", POM, "cpus", "<cpus> (vmimage.cpus)")
        .say("undeclared", POM, "colour", "disk_size, greeting")
        .say("misspelt", POM, "greting", "disk_size, greeting", "greeting")
        .say("unfitValue", POM, "disk_size", "number", "a number")
        .say("unfitType", DECLARED, "image_name", "number", "a number")
        .say("pluginsOwnWithoutValue", DECLARED, "upstream_data", "upstream, upstream_checksum", "<upstreams>")
        .say("withoutValue", DECLARED, "greeting")
        .say("withoutValueInJson", new Place("packer/app.json", 3, 5), "greeting")
        .from(SourceProblems.class)
        .say("notFromUpstreams", List.of("packer/image.pkr.hcl:12:18: iso_url is no <upstream> of the POM"))
        .say("openedElse", "qemu.image", "/srv/other.qcow2", List.of("upstream base, /home/ada/.cache/vmimage/sha256/0123"), LOG)
        .say("exchanged", "/srv/other.qcow2", LOG)
        .say("unseen", new Place("packer/image.pkr.hcl", 12, 18),
            "iso_url cannot be followed to an <upstream> of the POM: the function replace",
            LOG)
        .from(BuildProblems.class)
        .say("pluginsNotInstalled", new Place("packer/plugins.pkr.hcl", 1, 1), "packer init packer", "Error: no network")
        .say("foreignOutput", WORK.resolve("images/packer"))
        .say("outputNotRemoved", WORK.resolve("images/packer"), DENIED + WORK.resolve("images/packer/disk.qcow2"))
        .say("logNotWritten", LOG, NO_SPACE)
        .say("failed", LOG, 1, "qemu.image: Error launching VM: Qemu failed to start")
        .say("stopped", LOG, 137, "qemu.image: Waiting for SSH to become available...")
        .say("crashed", LOG, WORK.resolve("scratch/template/crash.log"), "panic: runtime error: invalid memory address")
        .say("inTheGuest", IN_THE_GUEST, new PathNames(WORK.resolve("source"), Path.of("")), LOG)
        .say("madeNothing", LOG)
        .say("guestNotAnswering", "qemu.image", "15 minutes", LAST_WORDS, LOG)
        .say("guestNotConfigured", "qemu.image", "60 minutes", LAST_WORDS, LOG)
        .say("notFinished", "60 minutes", LAST_WORDS, LOG)
        .say("guestNeverAnswered", 1, LAST_WORDS, LOG, WORK.resolve("logs/serial.log"))
        .say("guestEnded", LAST_WORDS, LOG, WORK.resolve("logs/serial.log"));
  }
}
