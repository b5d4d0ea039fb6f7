package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Progress;
import org.junit.jupiter.api.Test;

class ReleaseLookupTest {
  private final ReleaseLookup lookup = new ReleaseLookup((coordinates, classifier, extension) -> {
    throw Problem.environment("asked for " + extension + " of " + coordinates).asException();
  }, Progress.SILENT);

  @Test
  void tellsAllThatIsWrongWithTheQuestionBeforeAsking() {
    assertThatThrownBy(() -> lookup.describe("app-image", "xml")).hasMessageContaining("accepted: groupId:artifactId:version")
        .hasMessageContaining("seen:     xml").hasMessageNotContaining("asked for");
  }

  @Test
  void asksForTheManifestFirst() {
    assertThatThrownBy(() -> lookup.describe("g:a:1", "text")).hasMessage("asked for json of g:a:1");
  }
}
