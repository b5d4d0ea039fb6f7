package io.github.vmimage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PathNamesTest {
  private final PathNames names = new PathNames(Path.of("/work/ex$port/app"), Path.of("my/app"));

  @Test
  void namesFilesOfTheCopyAsTheUserKnowsThem() {
    assertThat(names.name(Path.of("/work/ex$port/app/src/x.yml"))).isEqualTo("my/app/src/x.yml");
    assertThat(names.name(Path.of("src/../src/x.yml"))).isEqualTo("my/app/src/x.yml");
    assertThat(names.name(Path.of("/elsewhere/x.yml"))).isEqualTo("/elsewhere/x.yml");
    assertThat(new PathNames(Path.of("/m"), Path.of("")).name(Path.of("/m/a"))).isEqualTo("a");
  }

  @Test
  void replacesTheFolderInATextAndNothingThatLooksLikeIt() {
    assertThat(names.text("'/work/ex$port/app/a': in /work/ex$port/app, not /work/ex$port/app2 or /x/work/ex$port/app/b"))
        .isEqualTo("'my/app/a': in my/app, not /work/ex$port/app2 or /x/work/ex$port/app/b");
    assertThat(new PathNames(Path.of("/m"), Path.of("")).text("/m/a in /m")).isEqualTo("a in .");
  }
}
