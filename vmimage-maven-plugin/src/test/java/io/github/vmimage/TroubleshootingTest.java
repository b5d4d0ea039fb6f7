package io.github.vmimage;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.vmimage.ansible.AnsibleMessagesTest;
import io.github.vmimage.digest.DigestMessagesTest;
import io.github.vmimage.disk.DiskMessagesTest;
import io.github.vmimage.download.DownloadMessagesTest;
import io.github.vmimage.files.FilesMessagesTest;
import io.github.vmimage.guest.GuestMessagesTest;
import io.github.vmimage.lint.LintMessagesTest;
import io.github.vmimage.maven.MavenMessagesTest;
import io.github.vmimage.packer.PackerMessagesTest;
import io.github.vmimage.pipeline.PipelineMessagesTest;
import io.github.vmimage.process.ProcessMessagesTest;
import io.github.vmimage.release.ReleaseMessagesTest;
import io.github.vmimage.report.Messages;
import io.github.vmimage.report.Problem;
import io.github.vmimage.run.RunMessagesTest;
import io.github.vmimage.seal.SealMessagesTest;
import io.github.vmimage.signature.SignatureMessagesTest;
import io.github.vmimage.source.SourceMessagesTest;
import io.github.vmimage.upstream.UpstreamMessagesTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of all messages, made of the samples that the rooms' own tests hold. */
class TroubleshootingTest {
  /** In the order in which a release meets them. */
  private static final List<Messages> ROOMS = List.of(MavenMessagesTest.messages(), RunMessagesTest.messages(),
      PipelineMessagesTest.messages(), SourceMessagesTest.messages(), UpstreamMessagesTest.messages(), DownloadMessagesTest.messages(),
      SignatureMessagesTest.messages(),
      PackerMessagesTest.messages(),
      AnsibleMessagesTest.messages(), LintMessagesTest.messages(), GuestMessagesTest.messages(), DiskMessagesTest.messages(),
      SealMessagesTest.messages(), ReleaseMessagesTest.messages(), DigestMessagesTest.messages(), ProcessMessagesTest.messages(),
      FilesMessagesTest.messages());

  @Test
  void everyClassOfMessagesIsOnThePage() {
    Set<String> shown = ROOMS.stream().flatMap(r -> r.sources().stream()).map(Class::getName).collect(Collectors.toSet());
    Set<String> classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("io.github.vmimage").stream().filter(c -> c.getSimpleName().endsWith("Problems"))
        .filter(c -> !c.getPackageName().equals("io.github.vmimage.report")).map(JavaClass::getName).collect(Collectors.toSet());
    assertThat(shown).isEqualTo(classes);
  }

  /** {@code mvn test -Dtest='*MessagesTest,TroubleshootingTest' -Dvmimage.docs.write=true} writes it. */
  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    Path document = Path.of("..", "docs", "troubleshooting.md");
    if (Boolean.getBoolean("vmimage.docs.write")) {
      Files.writeString(document, document());
    }
    assertThat(document).as("write it anew with -Dvmimage.docs.write=true").content().isEqualTo(document());
  }

  private static String document() {
    return """
        # Troubleshooting

        Every message of vmimage, each with values as an example. Search this page for the first line of yours: the words between the values
        are the same. A message says what is wrong, `where`, the value `seen`, what is `accepted`, and what to do `next`; a line that
        would say nothing is left out.

        Each is on one of two sides. **Project**: the image project, its configuration or its image is wrong, and its author mends it.
        **Environment**: a tool, the network or the machine broke, and whoever runs the build mends it.

        This page is made from the messages in the code.

        """ + ROOMS.stream().map(r -> "- [" + r.title() + "](#" + anchor(r.title()) + ")\n").collect(Collectors.joining())
        + ROOMS.stream().map(TroubleshootingTest::room).collect(Collectors.joining());
  }

  private static String room(Messages room) {
    return "\n## " + room.title() + "\n" + room.samples().stream().map(Messages.Sample::problem)
        .collect(Collectors.groupingBy(Problem::what, LinkedHashMap::new, Collectors.toList())).values().stream()
        .map(TroubleshootingTest::message).collect(Collectors.joining());
  }

  /** One message, which may end in several ways. */
  private static String message(List<Problem> endings) {
    Problem first = endings.get(0);
    return "\n### " + heading(first.what()) + "\n\nSide: " + (first.cause() == Problem.Cause.PROJECT ? "project" : "environment") + "\n"
        + endings.stream().map(p -> "\n```text\n" + p.text() + "\n```\n").collect(Collectors.joining());
  }

  private static String heading(String text) {
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;").replace("[", "\\[");
  }

  /** As the usual renderers make it of a heading. */
  private static String anchor(String title) {
    return title.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }
}
