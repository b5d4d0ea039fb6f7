package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.AnsibleEnvironment;
import io.github.vmimage.ansible.AnsibleLint;
import io.github.vmimage.ansible.AnsiblePolicy;
import io.github.vmimage.ansible.AnsibleProject;
import io.github.vmimage.ansible.AnsibleRoles;
import io.github.vmimage.ansible.AnsibleSyntaxCheck;
import io.github.vmimage.ansible.StampValues;
import io.github.vmimage.files.Folders;
import io.github.vmimage.guest.BuildAccess;
import io.github.vmimage.lint.LintRules;
import io.github.vmimage.lint.RuleSettings;
import io.github.vmimage.lint.Sarif;
import io.github.vmimage.packer.ContractValues;
import io.github.vmimage.packer.GivenUpstream;
import io.github.vmimage.packer.PackerBinary;
import io.github.vmimage.packer.PackerLint;
import io.github.vmimage.packer.PackerPolicy;
import io.github.vmimage.packer.PackerVariables;
import io.github.vmimage.packer.Template;
import io.github.vmimage.packer.TemplateInputs;
import io.github.vmimage.packer.TemplateInspection;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Finding.Severity;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.Problems;
import io.github.vmimage.upstream.AllowanceLint;
import io.github.vmimage.upstream.AllowancePlaces;
import io.github.vmimage.upstream.ProjectTrust;
import io.github.vmimage.upstream.ReplayLint;
import io.github.vmimage.upstream.TrustParser;
import io.github.vmimage.upstream.UpstreamDeclaration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Runs the linters of Packer and Ansible and the rules of {@link io.github.vmimage.lint.LintRules} side by side on the work tree; starts
 * no guest and downloads no upstream.
 */
public final class LintStage implements Stage {
  private static final String TESTS = "src/test/ansible";

  private final StageContext context;
  private final ImageProject project;
  private final Workspace workspace;
  private final AllowancePlaces places;
  private final boolean passive;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   * @param places where the allowances of upstreams stand
   * @param passive whether only the plugin's own readers look at the files: Packer and Ansible start programs that a project names
   */
  public LintStage(StageContext context, AllowancePlaces places, boolean passive) {
    this.passive = passive;
    this.context = context;
    this.places = places;
    this.project = context.project();
    this.workspace = context.workspace();
  }

  @Override
  public String name() {
    return "lint";
  }

  @Override
  public String describe() {
    return "lint " + project.template() + " and " + project.playbook();
  }

  @Override
  public List<Path> traces() {
    return List.of(workspace.lintReport());
  }

  @Override
  public void run() {
    Folders.delete(workspace.lintReport());
    if (!passive) {
      NeededTools.toolbox(context).requirePresent(name(), NeededTools.lint(project));
    }
    ProjectTrust trust = TrustParser.parse(project.trustPolicy(), project.upstreams());
    RuleSettings own = RuleSettings.of(project.lintRules());
    RuleSettings settings = trust.policy().refusesForeignInputs() ? own.insistingOn(LintRules.FOREIGN_INPUT) : own;
    Path scratch = Folders.fresh(workspace.lint());
    PathNames names = new PathNames(project.basedir(), Path.of(""));
    Linters linters = new Linters();
    List<Finding> findings = new ArrayList<>(AllowanceLint.check(trust, places));
    findings.addAll(ReplayLint.check(project.upstreams(), trust, places));
    project.tests().untested().ifPresent(reason -> findings.add(LintRules.NOT_TESTED.finding(Finding.Place.file("pom.xml"),
        "the finished disk is not booted: " + reason)));
    try {
      Path disk = placeholder(scratch.resolve("upstream.qcow2"));
      List<GivenUpstream> upstreams = project.upstreams().stream().map(u -> placeholder(u, disk)).toList();
      findings.addAll(passive
          ? SideBySide.call(own(scratch, names, upstreams, Map.of()).stream().map(linters::surviving).toList())
          : all(scratch, names, upstreams, linters));
    } finally {
      context.progress().stepEnds();
      Folders.delete(scratch);
    }
    List<Finding> weighed = settings.apply(findings);
    Workspace.write(workspace.lintReport(), Sarif.text(weighed, context.pluginVersion()));
    report(weighed, linters);
  }

  private List<Finding> all(Path scratch, PathNames names, List<GivenUpstream> upstreams, Linters linters) {
    try (AnsibleEnvironment environment = AnsibleEnvironment.open(project.basedir(), project.playbook().getParent(),
        new AnsibleRoles().stage(scratch.resolve("roles"), StampValues.PLACEHOLDERS), scratch.resolve("ansible"), workspace.temporary(),
        Path.of(System.getProperty("user.home")), System.getenv())) {
      // ansible-lint takes longest: it starts first, and what Packer needs beforehand is made beside it.
      List<Callable<List<Finding>>> work = new ArrayList<>(ansible(scratch, names, environment, linters));
      work.add(() -> SideBySide.call(packer(scratch, names, upstreams).stream().map(linters::surviving).toList()));
      work.addAll(own(scratch, names, upstreams, environment.variables()));
      context.progress().step("the linters are at work", 0, 0);
      return SideBySide.call(work.stream().map(linters::surviving).toList());
    }
  }

  /** The rules: they read files and start nothing. */
  private List<Callable<List<Finding>>> own(Path scratch, PathNames names, List<GivenUpstream> upstreams,
      Map<String, String> environment) {
    List<Callable<List<Finding>>> work = new ArrayList<>();
    work.add(() -> policy(scratch, names, upstreams));
    if (Files.exists(project.playbook())) {
      work.add(() -> new AnsiblePolicy(ansibleFiles(scratch, names, environment)).check(project.playbook()));
    }
    return work;
  }

  private AnsibleProject ansibleFiles(Path scratch, PathNames names, Map<String, String> environment) {
    return new AnsibleProject(project.basedir(), Stream.of(project.playbook().getParent(), project.basedir().resolve(TESTS))
        .filter(Files::isDirectory).toList(), scratch.resolve("roles"), names, environment);
  }

  private List<Callable<List<Finding>>> packer(Path scratch, PathNames names, List<GivenUpstream> upstreams) {
    PackerBinary packer = PackerBinary.of(context.processes(),
        NeededTools.toolbox(context).require(name(), NeededTools.lint(project)).get(Tool.PACKER));
    Template template = Template.read(project.template(), names);
    TemplateInspection inspection = TemplateInspection.of(template);
    BuildAccess access = BuildAccess.placeholder(scratch.resolve("access"), context.processes());
    ContractValues values = ContractValues.placeholders(upstreams, access.privateKeyFile(), access.publicKey(), access.seedDirectory(),
        scratch.resolve("output"));
    PackerVariables variables = PackerVariables.of(inspection, values, project.userVariables(), System.getenv());
    PackerLint lint = new PackerLint(context.processes(), packer, project.basedir(), names);
    return List.of(() -> lint.validate(template, inspection, variables, scratch.resolve("packer")), () -> lint.format(template));
  }

  private List<Finding> policy(Path scratch, PathNames names, List<GivenUpstream> upstreams) {
    Path access = scratch.resolve("access");
    ContractValues values = ContractValues.placeholders(upstreams, access.resolve("key"), "", access, scratch.resolve("output"));
    return new PackerPolicy(names, project.playbook(), new TemplateInputs(upstreams, values, project.userVariables(), System.getenv()))
        .check(Template.read(project.template(), names));
  }

  private List<Callable<List<Finding>>> ansible(Path scratch, PathNames names, AnsibleEnvironment environment, Linters linters) {
    if (!Files.exists(project.playbook())) {
      context.progress().info("No playbook at " + project.playbook() + ": the template is linted alone");
      return List.of();
    }
    AnsibleProject files = ansibleFiles(scratch, names, environment.variables());
    AnsibleSyntaxCheck syntax = new AnsibleSyntaxCheck(context.processes(), files);
    List<Callable<List<Finding>>> work = new ArrayList<>();
    Path verify = project.basedir().resolve(TESTS).resolve("verify.yml");
    List<Path> playbooks = Files.exists(verify) ? List.of(project.playbook(), verify) : List.of(project.playbook());
    work.add(() -> {
      AnsibleLint.Report linted =
          linters.attempt(() -> new AnsibleLint(context.processes(), files).run(), new AnsibleLint.Report(List.of(), List.of()));
      return Stream.concat(linted.findings().stream(), syntax.check(playbooks, linted).stream()).toList();
    });
    return work;
  }

  private void report(List<Finding> findings, Linters linters) {
    List<Finding> warnings = findings.stream().filter(f -> f.severity() == Severity.WARNING).toList();
    warnings.forEach(f -> context.progress().warn(f.text()));
    List<String> errors = findings.stream().filter(f -> f.severity() == Severity.ERROR).map(Finding::text).toList();
    Problems problems = new Problems();
    if (!errors.isEmpty()) {
      problems.add(StageProblems.lintErrors(project.basedir(), errors));
    }
    linters.problems().stream().distinct().forEach(problems::add);
    problems.throwIfAny();
    linters.throwDefect();
    context.progress().info("Linted" + (passive ? " by the plugin's own rules alone, " : ", ") + warnings.size()
        + (warnings.size() == 1 ? " warning" : " warnings"));
  }

  /** An image in a cloud is named by the POM itself: what Packer checks of its form it finds. */
  private static GivenUpstream placeholder(UpstreamDeclaration upstream, Path disk) {
    String id = Objects.requireNonNullElse(upstream.id(), "");
    String image = upstream.cloud().reference();
    return image.isEmpty() ? GivenUpstream.ofFile(id, disk) : GivenUpstream.ofCloud(id, image);
  }

  private static Path placeholder(Path file) {
    Workspace.write(file, "");
    return file;
  }
}
