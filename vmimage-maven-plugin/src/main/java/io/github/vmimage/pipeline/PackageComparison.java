package io.github.vmimage.pipeline;

import io.github.vmimage.release.Manifest.InstalledPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the packages of an upgraded machine against those of a fresh image of the same version. */
final class PackageComparison {
  private final List<AcceptedDifference> accepted;

  /**
   * Makes a comparison.
   *
   * @param accepted differences that the project gives a reason for; of two that cover a package the first counts
   */
  PackageComparison(List<AcceptedDifference> accepted) {
    this.accepted = List.copyOf(accepted);
  }

  /**
   * Compares.
   *
   * @param upgraded packages of the upgraded machine
   * @param fresh packages of the fresh image
   * @return what differs, sorted by name, also what is accepted
   */
  List<PackageDifference> of(List<InstalledPackage> upgraded, List<InstalledPackage> fresh) {
    SortedMap<String, List<InstalledPackage>> there = byName(upgraded);
    SortedMap<String, List<InstalledPackage>> here = byName(fresh);
    SortedSet<String> names = new TreeSet<>(there.keySet());
    names.addAll(here.keySet());
    List<PackageDifference> differences = new ArrayList<>();
    for (String name : names) {
      List<InstalledPackage> one = there.getOrDefault(name, List.of());
      List<InstalledPackage> other = here.getOrDefault(name, List.of());
      if (!Set.copyOf(one).equals(Set.copyOf(other))) {
        // An architecture is told only where there are two.
        boolean several = Stream.concat(one.stream(), other.stream()).map(InstalledPackage::architecture).distinct().count() > 1;
        differences.add(new PackageDifference(name, versions(one, several), versions(other, several), reason(name)));
      }
    }
    return differences;
  }

  private static SortedMap<String, List<InstalledPackage>> byName(List<InstalledPackage> packages) {
    return packages.stream().collect(Collectors.groupingBy(InstalledPackage::name, TreeMap::new, Collectors.toList()));
  }

  private static String versions(List<InstalledPackage> packages, boolean withArchitecture) {
    return packages.stream().map(p -> p.version() + (withArchitecture ? " (" + p.architecture() + ")" : "")).sorted().distinct()
        .collect(Collectors.joining(", "));
  }

  private String reason(String name) {
    return accepted.stream().filter(a -> a.covers(name)).map(AcceptedDifference::reason).findFirst().orElse("");
  }
}
