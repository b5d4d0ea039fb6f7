package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.pipeline.DoctorLine.State;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorSpaceTest {
  @TempDir
  private Path folder;
  private final UpstreamSizes sizes = new UpstreamSizes();

  private DoctorSpace space() {
    return new DoctorSpace(Projects.in(folder, List.of()), sizes, folder);
  }

  private List<Long> needs() {
    return space().needs().stream().map(DoctorSpace.Need::bytes).toList();
  }

  @Test
  void guessesWhereNoSizeIsKnown() {
    assertThat(needs()).containsExactly(6 * Bytes.GIB, 0L, 64 * Bytes.MIB);
    sizes.file(-1, false);
    assertThat(needs()).containsExactly(6 * Bytes.GIB, Bytes.GIB, 64 * Bytes.MIB);
  }

  @Test
  void countsOnACompressedUpstreamToGrow() {
    sizes.file(400 * Bytes.MIB, false);
    assertThat(needs()).startsWith((3 * 400 * Bytes.MIB + 2 * Bytes.GIB) * 3 / 2, 400 * Bytes.MIB);
  }

  @Test
  void fetchesNothingThatIsHere() {
    sizes.file(400 * Bytes.MIB, true);
    assertThat(needs().get(1)).isZero();
  }

  @Test
  void needsNoMoreThanTheWholeDisk() {
    sizes.file(Bytes.GIB, true);
    sizes.virtual(3 * Bytes.GIB);
    assertThat(needs()).first().isEqualTo(3 * Bytes.GIB * 3 / 2);
    assertThat(space().needs().get(0).how()).isEqualTo("1.5 x the disk's virtual size");
  }

  @Test
  void addsTheBootstrap() {
    sizes.bootstrap();
    assertThat(needs()).startsWith(6 * Bytes.GIB + 3 * Bytes.GIB, Bytes.GIB);
  }

  @ParameterizedTest
  @CsvSource({"8, 8, OK", "7, 8, WARNING", "4, 8, WARNING", "3, 8, FAILED", "9, 12, WARNING"})
  void comparesWhatIsFreeWithAllThatIsOnTheFileSystem(long free, long all, State state) {
    DoctorLine line = DoctorSpace.line(new DoctorSpace.Need("build folder", folder, 8, "how", "mvn clean"), free, all);
    assertThat(line.state()).isEqualTo(state);
    assertThat(line.next().isEmpty()).isEqualTo(state == State.OK);
    assertThat(line.facts()).containsEntry("freeBytes", free).containsEntry("neededBytes", 8L);
  }

  @Test
  void blamesNoFolderInWhichNothingIsNeeded() {
    assertThat(DoctorSpace.line(new DoctorSpace.Need("cache", folder, 0, "how", "next"), 1, 100).state()).isEqualTo(State.OK);
  }

  @Test
  void looksAtTheNearestFolderThatIsThere() {
    assertThat(space().lines()).extracting(DoctorLine::name).containsExactly("build folder", "cache", "temporary files", "memory");
    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  void warnsOfTooLittleMemory() {
    // Two clones run at the same time.
    assertThat(space().memory(OptionalLong.of(511 * Bytes.MIB)).state()).isEqualTo(State.WARNING);
    assertThat(space().memory(OptionalLong.of(512 * Bytes.MIB)).state()).isEqualTo(State.OK);
    assertThat(space().memory(OptionalLong.empty()).state()).isEqualTo(State.NOT_ASKED);
  }

  @ParameterizedTest
  @CsvSource({"512, 512 bytes", "1536, 1.5 KiB", "1073741824, 1.0 GiB"})
  void writesSizesForPeople(long bytes, String text) {
    assertThat(Bytes.text(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"8G, 8589934592", "512M, 536870912"})
  void readsTheSizeOfADisk(String size, long bytes) {
    assertThat(Bytes.parse(size)).isEqualTo(bytes);
  }
}
