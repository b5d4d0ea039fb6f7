package io.github.vmimage.pipeline;

import io.github.vmimage.report.Problems;
import io.github.vmimage.upstream.ManifestKeys;
import io.github.vmimage.upstream.UpstreamDeclaration;
import io.github.vmimage.upstream.UpstreamParser;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which older versions of an image are to be upgraded, as a person asked for it; nothing is checked yet.
 *
 * @param from {@code all}, or versions with commas; empty where nobody asked
 * @param place the parameter that says so, for messages
 * @param accepted differences of packages that the project gives a reason for
 * @param signature who must have signed the manifests of those versions; empty where their digests are enough
 */
public record UpgradeRequest(String from, String place, List<AcceptedDifference> accepted,
    Optional<UpstreamDeclaration.Checksums> signature) {
  /** Every older release. */
  static final String ALL = "all";
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");
  private static final String SIGNATURE = "<upgradeSignature>";
  private static final String COMMAND_LINE = "-Dfrom";
  private static final String POM = "<upgradeFrom> (vmimage.upgradeFrom)";

  /** Copies the list. */
  public UpgradeRequest {
    accepted = List.copyOf(accepted);
  }

  /** {@return whether anybody asked} */
  public boolean isAsked() {
    return !from.isEmpty();
  }

  /**
   * Fails where somebody asked for what names no version, or the keys are none; whether a version exists is another question.
   *
   * @param folder what the path of the keyring is relative to
   */
  void check(Path folder) {
    Problems problems = new Problems();
    if (isAsked()) {
      problems.collect(this::versions);
    }
    problems.collect(() -> keys(folder));
    problems.throwIfAny();
  }

  /** {@return the keys of those who must have signed, where anybody must} */
  Optional<ManifestKeys> keys(Path folder) {
    return signature.map(s -> new UpstreamParser(folder).parseKeys(s, SIGNATURE));
  }

  /**
   * The same with an {@code <upgradeSignature>}.
   *
   * @param by keyring and fingerprints; null for none
   * @return the request
   */
  public UpgradeRequest signedBy(UpstreamDeclaration.Checksums by) {
    return new UpgradeRequest(from, place, accepted, Optional.ofNullable(by));
  }

  /** {@return {@code all} alone, or versions, each once} */
  List<String> versions() {
    List<String> asked = Arrays.stream(from.split(",", -1)).map(String::strip).distinct().toList();
    if (asked.contains(ALL) && asked.size() > 1 || !asked.stream().allMatch(v -> VERSION.matcher(v).matches())) {
      throw UpgradeProblems.unreadable(place, from).asException();
    }
    return asked;
  }

  /**
   * Puts together what the command line and the POM say.
   *
   * @param from of the command line, which wins; null where it says nothing
   * @param upgradeFrom of the POM; null where it says nothing
   * @param accepted differences of packages, of the POM
   * @return the request
   */
  public static UpgradeRequest of(String from, String upgradeFrom, List<AcceptedDifference> accepted) {
    return from == null && upgradeFrom != null ? new UpgradeRequest(upgradeFrom.strip(), POM, accepted, Optional.empty())
        : new UpgradeRequest(from == null ? "" : from.strip(), COMMAND_LINE, accepted, Optional.empty());
  }
}
