package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.release.Manifest.InstalledPackage;
import io.github.vmimage.report.ProblemException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageComparisonTest {
  private static final List<AcceptedDifference> KERNELS = List.of(new AcceptedDifference("linux-image-*", "The old kernel stays."),
      new AcceptedDifference("linux-image-6*", "second"));

  /** Packages as {@code name version architecture}. */
  private static List<InstalledPackage> packages(String... all) {
    return Arrays.stream(all).map(p -> p.split(" ")).map(p -> new InstalledPackage(p[0], p[1], p[2])).toList();
  }

  private static List<PackageDifference> compare(List<InstalledPackage> upgraded, List<InstalledPackage> fresh) {
    return new PackageComparison(KERNELS).of(upgraded, fresh);
  }

  @Test
  void sameVersionsInAnyOrderAreNoDifference() {
    assertThat(compare(packages("a 1 all", "b 2 amd64"), packages("b 2 amd64", "a 1 all"))).isEmpty();
  }

  @Test
  void versionsAndAbsentPackagesAreListedByName() {
    assertThat(compare(packages("z 1 all", "old 3 all", "same 1 all"), packages("z 2 all", "new 1:4-1 all", "same 1 all")))
        .containsExactly(new PackageDifference("new", "", "1:4-1", ""), new PackageDifference("old", "3", "", ""),
            new PackageDifference("z", "1", "2", ""));
  }

  @Test
  void anOldKernelIsADifferenceThatMayBeAccepted() {
    List<PackageDifference> found = compare(packages("linux-image-6.1.0-30-cloud-amd64 6.1.124-1 amd64"), packages("linux-base 4 all"));
    assertThat(found).containsExactly(new PackageDifference("linux-base", "", "4", ""),
        new PackageDifference("linux-image-6.1.0-30-cloud-amd64", "6.1.124-1", "", "The old kernel stays."));
    assertThat(found).extracting(PackageDifference::accepted).containsExactly(false, true);
  }

  @Test
  void anArchitectureIsToldWhereThereAreTwo() {
    assertThat(compare(packages("libc6 2 amd64", "libc6 2 i386", "tool 1 all"), packages("libc6 2 amd64", "tool 1 amd64")))
        .containsExactly(new PackageDifference("libc6", "2 (amd64), 2 (i386)", "2 (amd64)", ""),
            new PackageDifference("tool", "1 (all)", "1 (amd64)", ""));
  }

  @Test
  void whatIsAcceptedNeedsANameAndAReason() {
    assertThat(AcceptedDifferences.checked(List.of(new AcceptedDifference(" linux-* ", " Old kernels\n  stay. "))))
        .containsExactly(new AcceptedDifference("linux-*", "Old kernels stay."));
    assertThatThrownBy(() -> AcceptedDifferences.checked(List.of(new AcceptedDifference("*", "all"), new AcceptedDifference("a", " "),
        new AcceptedDifference(null, null)))).isInstanceOfSatisfying(ProblemException.class,
            e -> assertThat(e.problems()).extracting(p -> p.where()).containsExactly("<upgradeDifferences><difference[1]><package>",
                "<upgradeDifferences><difference[2]><reason>", "<upgradeDifferences><difference[3]><package>",
                "<upgradeDifferences><difference[3]><reason>"));
  }

  @Test
  void aStarStandsForAnyCharactersAndNothingElseIsSpecial() {
    assertThat(new AcceptedDifference("lib*-dev", "r").covers("libx++-dev")).isTrue();
    assertThat(new AcceptedDifference("lib*-dev", "r").covers("libx-dev2")).isFalse();
    assertThat(new AcceptedDifference("a.c", "r").covers("abc")).isFalse();
    assertThat(new AcceptedDifference("\\E.*", "r").covers("abc")).isFalse();
    assertThat(new AcceptedDifference("g++", "r").covers("g++")).isTrue();
  }
}
