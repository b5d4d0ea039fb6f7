package io.github.vmimage.files;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;

/** The messages of folders. */
public class FilesMessagesTest extends MessagesContract {

  FilesMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    return Messages.of("files", "Folders of the build")
        .from(FolderProblems.class)
        .say("unwritable", Path.of("/home/ada/app-image/target/vmimage/scratch"), "java.io.IOException: No space left on device");
  }
}
