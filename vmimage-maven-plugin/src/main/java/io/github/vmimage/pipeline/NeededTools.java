package io.github.vmimage.pipeline;

import io.github.vmimage.guest.Accelerator;
import io.github.vmimage.guest.AcceleratorRace;
import io.github.vmimage.packer.Template;
import io.github.vmimage.process.Tool;
import io.github.vmimage.process.Toolbox;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.upstream.CloudDeclaration;
import io.github.vmimage.upstream.UpstreamDeclaration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The external programs that each goal calls for a project, and none that it does not call. */
final class NeededTools {
  private static final Set<Tool> BOOTSTRAP = EnumSet.of(Tool.MMDEBSTRAP, Tool.UNSHARE, Tool.MKE2FS, Tool.DEBUGFS, Tool.SFDISK,
      Tool.MFORMAT, Tool.GRUB_MKIMAGE, Tool.QEMU_IMG, Tool.SH);
  private static final Set<Tool> AUDIT = EnumSet.of(Tool.QEMU_STORAGE_DAEMON, Tool.FUSERMOUNT);

  private NeededTools() {}

  /** Looks where a project's goals look. */
  static Toolbox toolbox(StageContext context) {
    String packer = context.project().packer();
    boolean own = packer == null || packer.isBlank() || packer.equals(Tool.PACKER.executable());
    return new Toolbox(context.processes(), own ? Map.of() : Map.of(Tool.PACKER, packer));
  }

  static Set<Tool> lint(ImageProject project) {
    Set<Tool> tools = EnumSet.of(Tool.PACKER, Tool.SSH_KEYGEN);
    if (Files.exists(project.playbook())) {
      tools.addAll(List.of(Tool.ANSIBLE_PLAYBOOK, Tool.ANSIBLE_LINT));
    }
    return tools;
  }

  /** Offline nothing is bootstrapped, and no cloud is asked. */
  static Set<Tool> upstreams(ImageProject project, boolean offline) {
    Set<Tool> tools = EnumSet.noneOf(Tool.class);
    List<UpstreamDeclaration.DebianArchive> archives = offline ? List.of()
        : project.upstreams().stream().map(UpstreamDeclaration::debianArchive).filter(a -> a != null).toList();
    if (!archives.isEmpty()) {
      tools.addAll(BOOTSTRAP);
      if (!System.getProperty("user.name").equals("root")) {
        tools.add(Tool.NEWUIDMAP);
      }
    }
    if (archives.stream().anyMatch(a -> a.mirrors() == null || a.mirrors().stream().allMatch(m -> m == null || m.isBlank()))) {
      tools.add(Tool.APT_GET);
    }
    if (!offline) {
      project.upstreams().forEach(u -> tools.addAll(ofCloud(u.cloud())));
    }
    return tools;
  }

  /** Each cloud is asked by its own program. */
  private static Set<Tool> ofCloud(CloudDeclaration cloud) {
    Set<Tool> tools = EnumSet.noneOf(Tool.class);
    if (cloud.ami() != null) {
      tools.add(Tool.AWS);
    }
    if (cloud.azureImage() != null) {
      tools.add(Tool.AZ);
    }
    if (cloud.gceImage() != null) {
      tools.add(Tool.GCLOUD);
    }
    return tools;
  }

  static Set<Tool> build(ImageProject project) {
    Set<Tool> tools = EnumSet.of(Tool.PACKER, Tool.QEMU_IMG, Tool.SSH_KEYGEN);
    if (startsQemu(project) || project.guest().accelerator().equals(Accelerator.AUTO.toString()) && AcceleratorRace.isPossible()) {
      tools.add(Tool.QEMU);
    }
    if (Files.exists(project.playbook())) {
      tools.addAll(List.of(Tool.ANSIBLE_PLAYBOOK, Tool.SSH));
    }
    return tools;
  }

  /** A template may have no guest, or a QEMU of its own. */
  private static boolean startsQemu(ImageProject project) {
    try {
      return Template.read(project.template(), new PathNames(project.basedir(), Path.of(""))).startsQemu();
    } catch (ProblemException unreadable) {
      // The build itself tells what is wrong with it.
      return false;
    }
  }

  static Set<Tool> audit() {
    return EnumSet.copyOf(AUDIT);
  }

  /** Nothing where the disk is not booted. */
  static Set<Tool> test(ImageProject project) {
    if (project.tests().untested().isPresent()) {
      return EnumSet.noneOf(Tool.class);
    }
    Set<Tool> tools = EnumSet.of(Tool.QEMU, Tool.QEMU_IMG, Tool.SSH, Tool.SSH_KEYGEN);
    if (Files.exists(project.playbook()) || Acceptance.isGiven(project.basedir())) {
      tools.add(Tool.ANSIBLE_PLAYBOOK);
    }
    return tools;
  }

  /** An upgrade boots a guest and applies playbooks, whatever the template does; a fresh disk is looked into. */
  static Set<Tool> upgrade() {
    Set<Tool> tools = EnumSet.of(Tool.QEMU, Tool.QEMU_IMG, Tool.SSH, Tool.SSH_KEYGEN, Tool.ANSIBLE_PLAYBOOK);
    tools.addAll(AUDIT);
    return tools;
  }

  /** Which goals call each program, in the order in which they run; a program that none of them calls is left out. */
  static Map<Tool, List<String>> byTool(ImageProject project, boolean offline) {
    Map<Tool, List<String>> goals = new EnumMap<>(Tool.class);
    add(goals, "lint", lint(project));
    add(goals, "verify-upstream", upstreams(project, offline));
    add(goals, "build", build(project));
    add(goals, "audit", audit());
    add(goals, "test", test(project));
    if (project.upgrades().isAsked()) {
      add(goals, "upgrade-test", upgrade());
    }
    add(goals, "attach", audit());
    return goals;
  }

  /** The same for a machine without a project: all that an image on top of another one takes, and no bootstrap. */
  static Map<Tool, List<String>> ofAnyProject() {
    Map<Tool, List<String>> goals = new EnumMap<>(Tool.class);
    add(goals, "lint", EnumSet.of(Tool.PACKER, Tool.SSH_KEYGEN, Tool.ANSIBLE_PLAYBOOK, Tool.ANSIBLE_LINT));
    add(goals, "build", EnumSet.of(Tool.PACKER, Tool.QEMU, Tool.QEMU_IMG, Tool.SSH, Tool.SSH_KEYGEN, Tool.ANSIBLE_PLAYBOOK));
    add(goals, "audit", audit());
    add(goals, "test", EnumSet.of(Tool.QEMU, Tool.QEMU_IMG, Tool.SSH, Tool.SSH_KEYGEN, Tool.ANSIBLE_PLAYBOOK));
    add(goals, "attach", audit());
    return goals;
  }

  private static void add(Map<Tool, List<String>> goals, String goal, Set<Tool> tools) {
    tools.forEach(t -> goals.computeIfAbsent(t, k -> new ArrayList<>()).add(goal));
  }
}
