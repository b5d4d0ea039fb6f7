package io.github.vmimage.mojo;

import io.github.vmimage.maven.CacheFolder;
import io.github.vmimage.maven.Failures;
import io.github.vmimage.maven.ImageElements;
import io.github.vmimage.maven.MavenImages;
import io.github.vmimage.maven.MavenNetwork;
import io.github.vmimage.maven.MavenProgress;
import io.github.vmimage.maven.PluginElements;
import io.github.vmimage.maven.PomPlace;
import io.github.vmimage.maven.ProjectRuns;
import io.github.vmimage.maven.SessionWork;
import io.github.vmimage.maven.SettingsSecrets;
import io.github.vmimage.maven.TracedFile;
import io.github.vmimage.maven.TransferEvents;
import io.github.vmimage.packer.TimeLimits;
import io.github.vmimage.pipeline.ImageProject;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import io.github.vmimage.pipeline.TestReports;
import io.github.vmimage.pipeline.TestSettings;
import io.github.vmimage.pipeline.UpgradeRequest;
import io.github.vmimage.pipeline.Workspace;
import io.github.vmimage.process.Processes;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Progress;
import io.github.vmimage.report.StageResult;
import io.github.vmimage.report.StageResult.Outcome;
import io.github.vmimage.run.ProjectRun;
import io.github.vmimage.source.TagName;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;

/** The parameters that the goals of an image project share. */
abstract class ImageMojo extends AbstractMojo {

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

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
   * (any age); {@code <maximumDepth>} counts released images above each other, 1 to 8 (8).
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
   * Roles that may report changes when the playbook is applied again to a machine made from the image. Each {@code <role>} has a
   * {@code <name>} and a {@code <reason>}, which the manifest records.
   *
   * @since 0.1.0
   */
  @Parameter
  private PlexusConfiguration nonIdempotent;

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
   * Virtual processors of the guest during the build. The default, 0, takes this machine's, at most 4.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.cpus", defaultValue = "0")
  private int cpus;

  /**
   * Memory of the guest during the build in MiB. The default, 0, takes what suits this machine.
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

  /**
   * Tells what the goal would do, and does nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "vmimage.dryRun", defaultValue = "false")
  private boolean dryRun;

  @Inject
  RepositorySystem repositorySystem;

  @Inject
  private SettingsDecrypter decrypter;

  private ProjectRun run;
  /** What is to be done when the session ends can be left here while the goal runs. */
  SessionWork work;

  private Stage stage;
  private TestReports reports;
  private Optional<Path> page = Optional.empty();

  /** The stage that this goal runs. */
  abstract Stage stage(StageContext context);

  /** Whether the goal writes below {@code target}, where only one run may be at work. */
  boolean worksInTarget() {
    return true;
  }

  /** Older releases to upgrade from, as the command line names them; null where it does not. */
  String from() {
    return null;
  }

  /** Whether the POM makes the goal part of this build, where it is bound to a phase. */
  boolean isWanted(String fromPom) {
    return true;
  }

  /** What the goal does with Maven after its stage; most do nothing. */
  void publish(StageContext context) {}

  /** What a dry run must do so that goals after this one do not miss its result; most do nothing. */
  void pretend() {}

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (execution.getSource() == MojoExecution.Source.CLI && hasPom() && "pom".equals(project.getPackaging())) {
      getLog().info("Nothing to do: packaging pom is no image");
      return;
    }
    if (execution.getSource() == MojoExecution.Source.LIFECYCLE && !isWanted(upgradeFrom)) {
      return;
    }
    work = SessionWork.of(session);
    long start = System.nanoTime();
    Outcome outcome = Outcome.FAILED;
    try (MavenProgress progress = new MavenProgress(getLog(), execution.getGoal(), session)) {
      outcome = run(progress);
    } catch (ProblemException e) {
      if (run != null) {
        run.restIfStopping();
      }
      Failures.rethrow(e);
    } finally {
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      work.report(new StageResult(project.getArtifactId(), execution.getGoal(), time, outcome, where(time, outcome)), getLog());
      work.goalEnds();
    }
  }

  private Outcome run(Progress progress) {
    Instant began = Instant.now();
    StageContext context = context(progress);
    stage = stage(context);
    if (dryRun) {
      progress.info("would: " + stage.describe());
      pretend();
      return Outcome.WOULD;
    }
    reports = new TestReports(context, stage, began);
    try {
      stage.run();
      publish(context);
    } catch (RuntimeException e) {
      page = reports.failed(e);
      throw e;
    }
    page = reports.passed();
    return Outcome.OK;
  }

  /** The file to look at: the report where the stage proves something. */
  private Path where(Duration time, Outcome outcome) {
    if (stage == null || outcome == Outcome.WOULD) {
      return null;
    }
    return reports != null && reports.isProof() && page.isPresent() ? page.get() : TracedFile.since(time, stage.traces());
  }

  /** Whether Maven runs in a project; without one it makes up a POM. */
  final boolean hasPom() {
    return project.getFile() != null;
  }

  /** What resolves released images. */
  RepositorySystemSession resolver() {
    return session.getRepositorySession();
  }

  private StageContext context(Progress progress) {
    PluginDescriptor plugin = execution.getMojoDescriptor().getPluginDescriptor();
    String key = plugin.getGroupId() + ":" + plugin.getArtifactId();
    Problems problems = new Problems();
    PluginElements.of(plugin).check(project, key, problems);
    ImageElements elements = new ImageElements(new PluginParameterExpressionEvaluator(session, execution),
        PomPlace.of(project, key, execution.getExecutionId()), problems);
    Path basedir = hasPom() ? project.getBasedir().toPath() : Path.of("").toAbsolutePath();
    Path target = hasPom() ? Path.of(project.getBuild().getDirectory()) : basedir.resolve("target");
    Path root = target.resolve("vmimage");
    Processes processes = new Processes(SettingsSecrets.of(session.getSettings(), decrypter), progress);
    Workspace workspace = new Workspace(root, root);
    if (worksInTarget() && !dryRun) {
      run = ProjectRuns.of(session, work, root, processes, progress);
      processes = run.marking(processes);
      workspace = new Workspace(root, run.temporary());
    }
    ImageProject.GuestSettings guest = new ImageProject.GuestSettings(accelerator, cpus, memory,
        new TimeLimits(Duration.ofMinutes(bootTimeout), Duration.ofMinutes(provisionTimeout), Duration.ofMinutes(buildTimeout)));
    Coordinates coordinates = new Coordinates(project.getGroupId(), project.getArtifactId(), project.getVersion());
    ImageProject image = new ImageProject(coordinates, basedir, target, template.toPath(), playbook.toPath(), imageName, tagNameFormat,
        elements.upstreams(upstreams), elements.trustPolicy(trustPolicy), variables, elements.waivers(waivers),
        elements.lintRules(lintRules), guest, new TestSettings(notTested, elements.nonIdempotent(nonIdempotent), playbookArguments),
        UpgradeRequest.of(from(), upgradeFrom, elements.upgradeDifferences(upgradeDifferences)), packer, CacheFolder.of(cache));
    problems.throwIfAny();
    return new StageContext(image, workspace, processes, progress,
        MavenNetwork.of(session.getSettings(), decrypter, session.getRepositorySession().getConfigProperties(), session.isOffline()),
        new TransferEvents(session.getRepositorySession()),
        new MavenImages(repositorySystem, resolver(), project.getRemoteProjectRepositories()),
        plugin.getVersion());
  }
}
