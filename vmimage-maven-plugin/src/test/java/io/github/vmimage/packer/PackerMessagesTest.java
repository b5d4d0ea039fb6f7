package io.github.vmimage.packer;

import io.github.vmimage.report.Finding.Place;
import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;
import java.util.List;

/** The messages of Packer. */
public class PackerMessagesTest extends MessagesContract {
  private static final Path FOLDER = Path.of("/home/ada/app-image/packer");
  private static final Path WORK = Path.of("/home/ada/app-image/target/vmimage");
  private static final Place POM = VariableFault.POM;
  private static final Place DECLARED = new Place("packer/variables.pkr.hcl", 7, 1);
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
        .say("otherProgram", "/usr/sbin/packer", "usage: packer [-v] dictionary")
        .say("tooOld", "packer", "1.5.4", "1.6.6", "apt-get install packer")
        .say("formatFailed", "packer fmt -check -diff packer", 2, "panic: runtime error")
        .say("variablesNotWritten", WORK.resolve("scratch/variables.json"), NO_SPACE)
        .say("secretsNotDeleted", WORK.resolve("scratch/variables.json"), DENIED + WORK.resolve("scratch/variables.json"))
        .from(VariableProblems.class)
        .say("pluginsOwn", POM, "cpus", "<cpus> (vmimage.cpus)")
        .say("undeclared", POM, "colour", "disk_size, greeting")
        .say("misspelt", POM, "greting", "disk_size, greeting", "greeting")
        .say("unfitValue", POM, "disk_size", "number", "a number")
        .say("unfitType", DECLARED, "image_name", "number", "a number")
        .say("pluginsOwnWithoutValue", DECLARED, "upstream_data", "upstream, upstream_checksum", "<upstreams>")
        .say("withoutValue", DECLARED, "greeting")
        .say("withoutValueInJson", new Place("packer/app.json", 3, 5), "greeting");
  }
}
