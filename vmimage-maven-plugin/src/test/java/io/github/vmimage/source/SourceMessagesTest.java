package io.github.vmimage.source;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;
import java.util.List;

/** The messages of Git. */
public class SourceMessagesTest extends MessagesContract {
  private static final Path PROJECT = Path.of("/home/ada/app-image");
  private static final Path GIT = PROJECT.resolve(".git");
  private static final String TAGGED = "4c9e1f0a7d2b3856c1e0f9a8b7d6c5e4f3a2b1c0";
  private static final String HEAD = "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678";

  SourceMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    return Messages.of("source", "Source: Git, the tag and the export")
        .from(GitProblems.class)
        .say("noRepository", PROJECT)
        .say("unknownObjectFormat", GIT, "sha256")
        .say("badSetting", GIT, "Invalid integer value: core.filemode=perhaps")
        .say("bare", Path.of("/srv/git/app-image.git"))
        .say("noCommit", PROJECT)
        .say("outsideWorkTree", PROJECT, Path.of("/home/ada/elsewhere"))
        .say("ignored", "target/scaffold", PROJECT)
        .say("notInCommit", "images/new image")
        .say("unreadableIndex", GIT.resolve("index"), "Unknown DIRC version 9")
        .say("unreadable", PROJECT, "Missing blob " + TAGGED)
        .from(TagProblems.class)
        .say("unknownExpression", "@{project.name}")
        .say("badName", "release @{project.version}", "release 0.1.0")
        .say("onNoCommit", "refs/tags/release-0.1.0", "release-0.1.0", TAGGED)
        .say("onAnotherCommit", PROJECT, "0.1.0", "release-0.1.0", TAGGED,
            HEAD + ", without a tag; git describe says release-0.1.0-3-ga1b2c3d")
        .say("absent", PROJECT, "0.1.0", "release-0.1.0", HEAD + ", with the tags draft")
        .say("absentInShallowClone", PROJECT, "0.1.0", "release-0.1.0", HEAD + ", without a tag")
        .say("uncleanWorkTree", PROJECT, List.of("modified:  image.pkr.hcl", "untracked: stray note.txt"),
            "git stash -u, or git commit and tag anew")
        .say("ofSnapshot", "0.1.0-SNAPSHOT")
        .say("toBeSigned", "tag.gpgSign", "release-0.1.0", "It's the first release")
        .say("anonymous")
        .say("notWritten", "release-0.1.0", GIT, "LOCK_FAILURE")
        .from(TreeProblems.class)
        .say("badEntry", "roles/", "contains '..'")
        .say("notUtf8", PROJECT, List.of("files/gr\uFFFD\uFFFDe.txt"))
        .say("notInThisLocale", List.of("files/gr\u00fc\u00dfe.txt"), "ANSI_X3.4-1968")
        .say("absentObjects", PROJECT, List.of("files/large.bin (" + TAGGED + ")"))
        .say("lfsPointers", List.of("files/logo.png", "files/music.ogg"))
        .say("filtered", List.of("config/keys.yml (filter=crypt)"))
        .say("absentSubmodules", PROJECT, List.of("roles/web (commit " + TAGGED + ")"))
        .say("impossibleAttributes", List.of("notes.txt: working-tree-encoding=UTF-7, which Java does not know"))
        .say("linkToNothing", "files/current", "")
        .say("foreignFolder", PROJECT.resolve("target/vmimage/source"));
  }
}
