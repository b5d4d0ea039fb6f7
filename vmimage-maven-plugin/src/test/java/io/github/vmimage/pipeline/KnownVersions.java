package io.github.vmimage.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.Version;
import org.eclipse.aether.version.VersionRange;

/** Versions in a list, in the order and with the ranges of Maven's own resolver. */
record KnownVersions(String... all) implements ImageVersions {

  @Override
  public List<String> within(String groupId, String artifactId, String range) {
    try {
      GenericVersionScheme scheme = new GenericVersionScheme();
      VersionRange wanted = scheme.parseVersionRange(range);
      List<Version> found = new ArrayList<>();
      for (String one : Arrays.asList(all)) {
        found.add(scheme.parseVersion(one));
      }
      return found.stream().filter(wanted::containsVersion).sorted().map(Version::toString).toList();
    } catch (InvalidVersionSpecificationException e) {
      throw new IllegalArgumentException(range, e);
    }
  }
}
