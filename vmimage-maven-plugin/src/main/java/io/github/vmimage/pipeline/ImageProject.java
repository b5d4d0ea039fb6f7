package io.github.vmimage.pipeline;

import io.github.vmimage.lint.RuleSetting;
import io.github.vmimage.packer.TimeLimits;
import io.github.vmimage.packer.UserVariable;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.seal.Waiver;
import io.github.vmimage.source.TagName;
import io.github.vmimage.upstream.TrustDeclaration;
import io.github.vmimage.upstream.UpstreamDeclaration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a POM says of an image, as the pipeline sees it; nothing is checked yet.
 *
 * @param coordinates of the release
 * @param basedir the module's folder
 * @param buildDirectory where Maven writes to
 * @param template Packer's template, a folder or a JSON file
 * @param playbook the Ansible playbook; may be absent
 * @param imageName name of the image, {@code IMAGE_ID} in the guest
 * @param tagNameFormat format of the release tag, as maven-release-plugin has it
 * @param upstreams what the image is built from
 * @param trustPolicy what is accepted as proof of an upstream
 * @param variables values for the template's own variables
 * @param waivers rules of the audit that do not hold
 * @param lintRules weights of lint rules, where the project sets them
 * @param guest how the guest of the build runs
 * @param tests how the finished disk is tested
 * @param upgrades older releases from which an upgrade is part of a release, and what may differ then
 * @param packer the Packer program
 * @param cache where verified upstreams are kept
 */
public record ImageProject(Coordinates coordinates, Path basedir, Path buildDirectory, Path template, Path playbook, String imageName,
    String tagNameFormat, List<UpstreamDeclaration> upstreams, TrustDeclaration trustPolicy, Map<String, String> variables,
    List<Waiver> waivers, List<RuleSetting> lintRules, GuestSettings guest, TestSettings tests, UpgradeRequest upgrades, String packer,
    Path cache) {

  /**
   * How the guest of a build runs.
   *
   * @param accelerator QEMU's name, or {@code auto}
   * @param cpus processors, or 0
   * @param memory MiB, or 0
   * @param limits how long a build may take
   */
  public record GuestSettings(String accelerator, int cpus, int memory, TimeLimits limits) {}

  /** {@return whether the version is a release, built from its tag only} */
  public boolean isRelease() {
    return !coordinates.version().endsWith("-SNAPSHOT");
  }

  /** {@return the tag of this version} */
  public String tag() {
    return TagName.of(tagNameFormat, coordinates.groupId(), coordinates.artifactId(), coordinates.version());
  }

  /** {@return the POM's variables; which of them are sensitive, the template says} */
  List<UserVariable> userVariables() {
    return variables.entrySet().stream().map(e -> new UserVariable(e.getKey(), e.getValue(), false)).toList();
  }

  /**
   * A path of the module in a copy of the module.
   *
   * @param path a path of the project
   * @param copy the copy's folder
   * @return the same path in the copy; a path outside of the module stays as it is
   */
  Path in(Path copy, Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path base = basedir.toAbsolutePath().normalize();
    return absolute.startsWith(base) ? copy.resolve(base.relativize(absolute)) : absolute;
  }
}
