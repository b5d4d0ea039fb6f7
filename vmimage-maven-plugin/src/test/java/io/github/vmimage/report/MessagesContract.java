package io.github.vmimage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds of the messages of every room; a room's test gives the samples. */
public abstract class MessagesContract {
  private static final int LONGEST_LINE = 200;

  private final Messages messages;

  /** Holds the messages of one room. */
  protected MessagesContract(Messages messages) {
    this.messages = messages;
  }

  /** A message without a sample is in no golden file and in no document. */
  @Test
  public final void everyMessageHasASample() {
    List<String> declared = messages.sources().stream().flatMap(c -> Messages.names(c).stream()).toList();
    assertThat(declared).as("one name for each message").doesNotHaveDuplicates();
    assertThat(messages.samples().stream().map(Messages.Sample::name).distinct()).containsExactlyInAnyOrderElementsOf(declared);
  }

  /** {@code mvn test -Dtest='*MessagesTest' -Dvmimage.docs.write=true} writes the file. */
  @Test
  public final void theMessagesReadAsTheGoldenFileHasThem() throws IOException {
    Path golden = Path.of("src/test/resources/io/github/vmimage", messages.room(), "messages.txt");
    String text = messages.samples().stream()
        .map(s -> "# " + s.name() + ", " + s.problem().cause() + "\n" + s.problem().text() + "\n").collect(Collectors.joining("\n"));
    if (Boolean.getBoolean("vmimage.docs.write")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, text);
    }
    assertThat(golden).as("write it anew with -Dvmimage.docs.write=true, then read what has changed").content().isEqualTo(text);
  }

  /** What a person at midnight needs. */
  @Test
  public final void everyMessageSaysWhatAndWhereAndTheNextStep() {
    assertThat(messages.samples()).isNotEmpty();
    for (Messages.Sample sample : messages.samples()) {
      Problem problem = sample.problem();
      assertThat(problem.what()).as("what of " + sample.name()).matches("\\S[^\n]*[^.\\s]");
      assertThat(problem.where()).as("where of " + sample.name()).isNotBlank();
      assertThat(problem.next()).as("next of " + sample.name()).isNotBlank().doesNotMatch("(?s).*[^.][.]");
      assertThat(problem.text().lines()).as("lines of " + sample.name()).allMatch(l -> l.length() <= LONGEST_LINE, "of a readable width")
          .noneMatch(l -> l.matches("(.*[: ])?null|.*\\b(Optional\\[.*|[A-Z]\\w+@[0-9a-f]{6,}\\b.*)"),
              "with what only a program understands");
    }
  }
}
