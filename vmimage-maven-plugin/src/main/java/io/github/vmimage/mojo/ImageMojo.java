package io.github.vmimage.mojo;

import io.github.vmimage.maven.CacheFolder;
import io.github.vmimage.maven.Failures;
import io.github.vmimage.maven.LintRuleElement;
import io.github.vmimage.maven.MavenImages;
import io.github.vmimage.maven.MavenNetwork;
import io.github.vmimage.maven.MavenProgress;
import io.github.vmimage.maven.PluginElements;
import io.github.vmimage.maven.SettingsSecrets;
import io.github.vmimage.maven.TransferEvents;
import io.github.vmimage.maven.UpstreamElement;
import io.github.vmimage.maven.WaiverElement;
import io.github.vmimage.pipeline.ImageProject;
import io.github.vmimage.pipeline.Stage;
import io.github.vmimage.pipeline.StageContext;
import io.github.vmimage.pipeline.Workspace;
import io.github.vmimage.process.Processes;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import io.github.vmimage.seal.Waiver;
import io.github.vmimage.source.TagName;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;

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
   * file) with {@code <sha256>} or {@code <sha512>}; {@code <artifact>} with the {@code groupId:artifactId:version} of a released
   * image; {@code <debianArchive>} with {@code <suite>} and {@code <keyring>}. Several upstreams have an {@code <id>} each.
   *
   * @since 0.1.0
   */
  @Parameter
  private List<UpstreamElement> upstreams = new ArrayList<>();

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
  private List<WaiverElement> waivers = new ArrayList<>();

  /**
   * Rules of the lint that weigh more or less in this project. Each {@code <lintRule>} has the {@code <rule>}'s id, a {@code <severity>}
   * of {@code error}, {@code warning} or {@code off}, and a {@code <reason>}, needed where the rule becomes lighter. The rules and their
   * own severities: {@code docs/lint-rules.md}.
   *
   * @since 0.1.0
   */
  @Parameter
  private List<LintRuleElement> lintRules = new ArrayList<>();

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
   * Time limit of one Packer run in minutes, 1 to 1440.
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

  /** The stage that this goal runs. */
  abstract Stage stage(StageContext context);

  /** What the goal does with Maven after its stage; most do nothing. */
  void publish(StageContext context) {}

  /** What a dry run must do so that goals after this one do not miss its result; most do nothing. */
  void pretend() {}

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (execution.getSource() == MojoExecution.Source.CLI && "pom".equals(project.getPackaging())) {
      getLog().info("Nothing to do: packaging pom is no image");
      return;
    }
    try {
      PluginDescriptor plugin = execution.getMojoDescriptor().getPluginDescriptor();
      PluginElements.of(plugin).check(project, plugin.getGroupId() + ":" + plugin.getArtifactId());
      StageContext context = context();
      Stage stage = stage(context);
      if (dryRun) {
        context.progress().info("would: " + stage.describe());
        pretend();
        return;
      }
      stage.run();
      publish(context);
    } catch (ProblemException e) {
      Failures.rethrow(e);
    }
  }

  private StageContext context() {
    Path basedir = project.getBasedir().toPath();
    Path target = Path.of(project.getBuild().getDirectory());
    Progress progress = new MavenProgress(getLog(), execution.getGoal(), session);
    Processes processes = new Processes(SettingsSecrets.of(session.getSettings(), decrypter), progress);
    ImageProject.GuestSettings guest = new ImageProject.GuestSettings(accelerator, cpus, memory, Duration.ofMinutes(buildTimeout));
    Coordinates coordinates = new Coordinates(project.getGroupId(), project.getArtifactId(), project.getVersion());
    ImageProject image = new ImageProject(coordinates, basedir, target, template.toPath(), playbook.toPath(), imageName, tagNameFormat,
        upstreams.stream().map(UpstreamElement::declaration).toList(), variables,
        waivers.stream().map(w -> new Waiver(w.rule(), w.reason())).toList(),
        lintRules.stream().map(LintRuleElement::setting).toList(), guest, packer, CacheFolder.of(cache));
    return new StageContext(image, new Workspace(target.resolve("vmimage")), processes, progress,
        MavenNetwork.of(session.getSettings(), decrypter, session.getRepositorySession().getConfigProperties(), session.isOffline()),
        new TransferEvents(session.getRepositorySession()),
        new MavenImages(repositorySystem, session.getRepositorySession(), project.getRemoteProjectRepositories()),
        execution.getMojoDescriptor().getPluginDescriptor().getVersion());
  }
}
