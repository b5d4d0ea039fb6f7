package io.github.vmimage.mojo;

import io.github.vmimage.maven.CacheFolder;
import io.github.vmimage.maven.ImageElements;
import io.github.vmimage.packer.TimeLimits;
import io.github.vmimage.pipeline.ImageProject;
import io.github.vmimage.pipeline.TestSettings;
import io.github.vmimage.pipeline.UpgradeRequest;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.source.TagName;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** What a POM says of its image: the parameters that the goals of an image project share, and the project that they make. */
abstract class ConfiguredMojo extends AbstractMojo {

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project;

  /**
   * The Packer template: a folder with {@code *.pkr.hcl} files, or one JSON file.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.template", defaultValue = "${project.basedir}/src/main/packer")
  private File template;

  /**
   * The Ansible playbook that the template applies. It may be absent where the template uses no Ansible.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.playbook", defaultValue = "${project.basedir}/src/main/ansible/playbook.yml")
  private File playbook;

  /**
   * Name of the image: what the template gets as {@code image_name}, and {@code IMAGE_ID} in the guest. Characters
   * {@code 0-9 a-z . _ -} (os-release(5)).
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.imageName", defaultValue = "${project.artifactId}")
  private String imageName;

  /**
   * How the Git tag of a release is named, in the syntax of maven-release-plugin's parameter of the same name. The tag's name is
   * the version that is stamped into the image.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.tagNameFormat", defaultValue = TagName.DEFAULT_FORMAT)
  private String tagNameFormat;

  /**
   * What the image is built from, each with its proof. One {@code <upstream>} holds exactly one of {@code <url>} (http, https or
   * file) with {@code <sha256>} or {@code <sha512>}, or with a signed list of digests: {@code <checksums>}, {@code <signature>} unless
   * the list is clear-signed, {@code <keyring>} and {@code <fingerprints>}; {@code <artifact>} with the
   * {@code groupId:artifactId:version} of a released image; {@code <debianArchive>} with {@code <suite>} and {@code <keyring>};
   * {@code <ami>}, {@code <azureImage>} or {@code <gceImage>} ({@code docs/cloud-upstreams.md}). Several upstreams have an
   * {@code <id>} each. {@code <allowances>} names rules of the trust policy that this one need not keep: each {@code <allowance>} has the
   * {@code <rule>}'s id and a {@code <reason>}, which the manifest records.
   *
   * @since 0.1.0
   */
  @Parameter
  private PlexusConfiguration upstreams;

  /**
   * What is accepted as proof of an upstream; each element makes it stricter ({@code docs/trust-policy.md}). {@code <methods>} are enough,
   * each {@code <method>} one of {@code signature}, {@code digest}, {@code release} and {@code owner} (all);
   * {@code <minimumDigest>} is {@code sha256} or {@code sha512} (sha256); {@code <allowedHosts>} has a {@code <host>} each (any);
   * {@code <requiredKeys>} has a {@code <fingerprint>} each, by one of which everything signed has to be signed (any pinned key);
   * {@code <signedManifests>} asks for the signature of a released image's manifest (false); {@code <maximumAge>} is in days, 1 to 3650
   * (any age); {@code <maximumDepth>} counts released images above each other, 1 to 8 (8); {@code <foreignInputs>} is {@code warn} or
   * {@code refuse}: what lint does where template or playbook bring in a file from elsewhere or a download without a digest (warn).
   *
   * @since 0.1.0
   */
  @Parameter
  private PlexusConfiguration trustPolicy;

  /**
   * Values for the template's own variables. A value that the template marks as sensitive never reaches a log or the manifest.
   *
   * @since 0.1.0
   */
  @Parameter
  private Map<String, String> variables = new LinkedHashMap<>();

  /**
   * Rules of the audit that do not hold for this image. Each {@code <waiver>} has the {@code <rule>}'s id and a {@code <reason>},
   * which the manifest records.
   *
   * @since 0.1.0
   */
  @Parameter
  private PlexusConfiguration waivers;

  /**
   * Rules of the lint that weigh more or less in this project. Each {@code <lintRule>} has the {@code <rule>}'s id, a {@code <severity>}
   * of {@code error}, {@code warning} or {@code off}, and a {@code <reason>}, needed where the rule becomes lighter. The rules and their
   * own severities: {@code docs/lint-rules.md}.
   *
   * @since 0.1.0
   */
  @Parameter
  private PlexusConfiguration lintRules;

  /**
   * Why the finished disk is not booted: an appliance without an SSH server, another architecture. The manifest then holds the tests as
   * waived, with this reason; lint warns of it. There is no other way to skip them ({@code docs/tests.md}).
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.notTested")
  private String notTested;

  /**
   * Roles and tasks that may report changes when the playbook is applied again to a machine made from the image. Each {@code <role>} and each
   * {@code <task>} has a {@code <name>}, a task's as Ansible shows it ({@code web : Note the time}), and a {@code <reason>}, which the manifest
   * records.
   *
   * @since 0.1.0
   */
  @Parameter
  private PlexusConfiguration nonIdempotent;

  /**
   * Whom the clones of {@code test} and the machines of {@code upgrade-test} can reach. {@code closed}: nobody but this machine's SSH
   * connection. {@code open}: what this machine reaches, and what listens on its loopback addresses. {@code auto} opens it where a task of the
   * playbook asks for packages or files of others, and the log says so ({@code docs/tests.md}).
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.testNetwork", defaultValue = "auto")
  private String testNetwork;

  /**
   * What {@code ansible-playbook} is given when a playbook is applied to a machine made from the image, one {@code <argument>} each.
   * Needed only where the template's provisioner has {@code extra_arguments} that are known only when Packer runs; it takes their place.
   *
   * @since 0.1.0
   */
  @Parameter
  private List<String> playbookArguments;

  /**
   * Makes upgrades of older releases part of every build: {@code all}, or versions with commas. Each is booted from its released disk and
   * gets this version's playbook ({@code docs/upgrades.md}); one that fails is an end of the build. By default nothing is upgraded.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.upgradeFrom")
  private String upgradeFrom;

  /**
   * Packages that an upgraded machine may have otherwise than a fresh image. Each {@code <difference>} has the {@code <package>}'s name, in
   * which {@code *} stands for any characters, and a {@code <reason>}, which the manifest records.
   *
   * @since 0.1.0
   */
  @Parameter
  private PlexusConfiguration upgradeDifferences;

  /**
   * Who must have signed the manifest of an older release before its disk is booted: {@code <keyring>}, a file with public keys, and
   * {@code <fingerprints>}, those of them that may sign, one {@code <fingerprint>} each. By default the digests in the manifest are enough.
   *
   * @since 0.1.0
   */
  @Parameter
  private PlexusConfiguration upgradeSignature;

  /**
   * The Packer program, a name on the PATH or a path. 1.6.6 or newer.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.packer", defaultValue = "packer")
  private String packer;

  /**
   * What runs the guest's instructions: {@code kvm}, {@code tcg}, another of QEMU's accelerators, or {@code auto}, which tries in a
   * few seconds which of KVM and TCG is really faster here.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.accelerator", defaultValue = "auto")
  private String accelerator;

  /**
   * Virtual processors of the guest during the build, and of each clone in the test, 1 to 255. The default, 0, takes this machine's, at most 4,
   * which two clones share.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.cpus", defaultValue = "0")
  private int cpus;

  /**
   * Memory of the guest during the build, and of each clone in the test, in MiB, 128 to 1048576. The default, 0, takes what suits this machine:
   * 2048, or for each of two clones what is free, 1024 at least.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.memory", defaultValue = "0")
  private int memory;

  /**
   * Time limit of a guest's boot in minutes, 1 to 1440. In the build: from the moment at which Packer waits for it until Packer is in; a
   * shorter {@code ssh_timeout} of the template ends it earlier. In the test: from its start until all of it runs.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.bootTimeout", defaultValue = "15")
  private int bootTimeout;

  /**
   * Time limit of the guest's configuration in minutes, 1 to 1440: from then until it is told to shut down. In the test: of each playbook.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.provisionTimeout", defaultValue = "60")
  private int provisionTimeout;

  /**
   * Time limit of one Packer run in minutes, 1 to 1440: boot, configuration, shutdown and all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.buildTimeout", defaultValue = "60")
  private int buildTimeout;

  /**
   * Where verified downloads and bootstrapped disks are kept, each under its digest. The default is {@code vmimage} in
   * {@code $XDG_CACHE_HOME} or {@code ~/.cache}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.cache")
  private File cache;

  /** Older releases to upgrade from, as the command line names them; null where it does not. */
  String from() {
    return null;
  }

  /** Older releases to upgrade from, as the POM names them; null where it does not. */
  final String fromPom() {
    return upgradeFrom;
  }

  /** Whether Maven runs in a project; without one it makes up a POM. */
  final boolean hasPom() {
    return project.getFile() != null;
  }

  /** What the parameters say; problems of elements go to where the elements are read. */
  final ImageProject image(ImageElements elements) {
    Path basedir = hasPom() ? project.getBasedir().toPath() : Path.of("").toAbsolutePath();
    Path target = hasPom() ? Path.of(project.getBuild().getDirectory()) : basedir.resolve("target");
    ImageProject.GuestSettings guest = new ImageProject.GuestSettings(accelerator, cpus, memory,
        new TimeLimits(Duration.ofMinutes(bootTimeout), Duration.ofMinutes(provisionTimeout), Duration.ofMinutes(buildTimeout)));
    return new ImageProject(new Coordinates(project.getGroupId(), project.getArtifactId(), project.getVersion()), basedir, target,
        template.toPath(), playbook.toPath(), imageName, tagNameFormat, elements.upstreams(upstreams), elements.trustPolicy(trustPolicy),
        variables, elements.waivers(waivers), elements.lintRules(lintRules), guest,
        new TestSettings(notTested, elements.nonIdempotent(nonIdempotent), testNetwork, playbookArguments),
        UpgradeRequest.of(from(), upgradeFrom, elements.upgradeDifferences(upgradeDifferences))
            .signedBy(elements.upgradeSignature(upgradeSignature)), packer, CacheFolder.of(cache));
  }
}
