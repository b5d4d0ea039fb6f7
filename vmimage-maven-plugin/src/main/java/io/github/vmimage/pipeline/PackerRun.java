package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.AnsibleEnvironment;
import io.github.vmimage.ansible.AnsibleRoles;
import io.github.vmimage.ansible.PlaybookTime;
import io.github.vmimage.ansible.StampValues;
import io.github.vmimage.guest.Accelerator;
import io.github.vmimage.guest.AcceleratorChoice;
import io.github.vmimage.guest.AcceleratorRace;
import io.github.vmimage.guest.BuildAccess;
import io.github.vmimage.guest.GuestSize;
import io.github.vmimage.packer.BuildRequest;
import io.github.vmimage.packer.BuiltImage;
import io.github.vmimage.packer.ContractValues;
import io.github.vmimage.packer.ContractVariable;
import io.github.vmimage.packer.GivenUpstream;
import io.github.vmimage.packer.PackerBinary;
import io.github.vmimage.packer.PackerBuild;
import io.github.vmimage.packer.PackerVariables;
import io.github.vmimage.packer.SourceCheck;
import io.github.vmimage.packer.Template;
import io.github.vmimage.packer.TemplateInputs;
import io.github.vmimage.packer.TemplateInspection;
import io.github.vmimage.packer.TemplateStaging;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.source.SourceStamp;
import java.nio.file.Path;
import java.util.List;

/** One run of Packer on a checkout: gathers what the template is promised, and takes it away again afterwards. */
final class PackerRun {
  private final StageContext context;
  private final ImageProject project;
  private final Workspace workspace;
  private final Checkout checkout;

  PackerRun(StageContext context, Checkout checkout) {
    this.context = context;
    this.project = context.project();
    this.workspace = context.workspace();
    this.checkout = checkout;
  }

  /** What Packer made, the line of the key with which it logged in, and how long Ansible took. */
  record Made(BuiltImage image, String publicKey, PlaybookTime playbook) {}

  Made of(PackerBinary packer, List<CheckedUpstream> upstreams) {
    PathNames names = new PathNames(checkout.module(), Path.of(""));
    Template template = Template.read(project.in(checkout.module(), project.template()), names);
    TemplateInspection inspection = TemplateInspection.of(template);
    SourceStamp stamp = checkout.stamp();
    Path roles = new AnsibleRoles().stage(workspace.roles(), new StampValues(project.imageName(), stamp.version(),
        project.coordinates().version(), stamp.tag(), stamp.commit()));
    BuildAccess access = BuildAccess.create(workspace.scratch(), project.imageName() + "-" + stamp.version(), context.processes());
    try (AnsibleEnvironment ansible = AnsibleEnvironment.open(checkout.module(),
        project.in(checkout.module(), project.playbook()).getParent(),
        roles, workspace.scratch().resolve("ansible"), workspace.temporary(), Path.of(System.getProperty("user.home")), System.getenv())) {
      List<GivenUpstream> given = upstreams.stream().map(CheckedUpstream::upstream)
          .map(u -> new GivenUpstream(u.id(), u.reference(), u.checksum())).toList();
      ContractValues values = values(given, access);
      SourceCheck sources = new SourceCheck(template, new TemplateInputs(given, values, project.userVariables(), System.getenv()), names,
          workspace.source());
      sources.requireDeclaredSources();
      PackerVariables variables = PackerVariables.of(inspection, values, project.userVariables(), System.getenv());
      GuestProgress guest = new GuestProgress(context.progress());
      BuildRequest request = new BuildRequest(TemplateStaging.inCopy(checkout.module(), template, packer), workspace.output(),
          project.cache().resolve("packer"), workspace.scratch(), workspace.log("packer"), workspace.serial(), ansible.variables(),
          project.guest().limits(), names, guest);
      UnchangedUpstreams.require(upstreams.stream().map(CheckedUpstream::upstream).toList(), context.progress());
      BuiltImage image = new PackerBuild(context.processes(), context.progress()).run(packer, inspection, variables, request);
      sources.requireOpenedSources(image, workspace.log("packer"));
      access.keep(BuildKey.of(workspace).file());
      return new Made(image, access.publicKey(), guest.time());
    } finally {
      context.progress().stepEnds();
      access.destroy();
    }
  }

  private ContractValues values(List<GivenUpstream> upstreams, BuildAccess access) {
    AcceleratorChoice accelerator = new AcceleratorRace(context.processes())
        .choose(Accelerator.parse(project.guest().accelerator()), project.cache(), workspace.temporary());
    context.progress().info("Accelerator: " + accelerator.accelerator() + " (" + accelerator.why() + ")");
    GuestSize size = GuestSize.of(project.guest().cpus(), project.guest().memory());
    ContractValues values = ContractValues.NONE
        .with(ContractVariable.IMAGE_NAME, project.imageName()).with(ContractVariable.IMAGE_VERSION, checkout.stamp().version())
        .with(ContractVariable.PROJECT_VERSION, project.coordinates().version())
        .with(ContractVariable.GIT_COMMIT, checkout.stamp().commit())
        .with(ContractVariable.ACCELERATOR, accelerator.accelerator()).with(ContractVariable.CPUS, size.cpus())
        .with(ContractVariable.MEMORY, size.memory()).with(ContractVariable.OUTPUT_DIRECTORY, workspace.output())
        .with(ContractVariable.SSH_USERNAME, access.username()).with(ContractVariable.SSH_PRIVATE_KEY_FILE, access.privateKeyFile())
        .with(ContractVariable.SSH_PUBLIC_KEY, access.publicKey()).with(ContractVariable.SSH_SEED_DIRECTORY, access.seedDirectory());
    return values.withUpstreams(upstreams);
  }
}
