package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.AnsibleEnvironment;
import io.github.vmimage.ansible.AnsibleRoles;
import io.github.vmimage.ansible.PlaybookHost;
import io.github.vmimage.ansible.PlaybookRequest;
import io.github.vmimage.ansible.PlaybookResult;
import io.github.vmimage.ansible.PlaybookRun;
import io.github.vmimage.ansible.PlaybookSettings;
import io.github.vmimage.ansible.StampValues;
import io.github.vmimage.ansible.TestTraces;
import io.github.vmimage.files.Folders;
import io.github.vmimage.guest.GuestLogin;
import io.github.vmimage.guest.TestGuest;
import io.github.vmimage.packer.AnsibleProvisioner;
import io.github.vmimage.packer.Template;
import io.github.vmimage.report.PathNames;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.source.SourceStamp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Applies playbooks of the source that was built to a running clone, as the template would have them applied.
 *
 * @param context what every stage uses
 * @param source what was built
 * @param network whom the clone can reach
 * @param limit of one run
 * @param real roles of the plugin that do something, of {@link AnsibleRoles#STAMP} and {@link AnsibleRoles#SEAL}
 */
record TwinPlaybook(StageContext context, SourceStamp source, TestNetwork network, Duration limit, Set<String> real) {

  /** The module's folder in the copy of the source from which the disk was built. */
  Path module() {
    return module(context, source);
  }

  static Path module(StageContext context, SourceStamp source) {
    return context.workspace().source().resolve(source.module());
  }

  /** The same file in that copy. */
  Path built(Path file) {
    return context.project().in(module(), file);
  }

  /**
   * Applies one. Its log is called after the guest and the playbook.
   *
   * @param playbook its file in {@link #module()}
   * @param guest where
   * @return how it went
   */
  TestRecord.Play apply(Path playbook, TestGuest guest) {
    return apply(playbook, guest, playbook.getFileName().toString().replaceFirst("\\.ya?ml$", ""));
  }

  /**
   * Applies one.
   *
   * @param playbook its file in {@link #module()}
   * @param guest where
   * @param log the second part of the log's name, after the guest's
   * @return how it went
   */
  TestRecord.Play apply(Path playbook, TestGuest guest, String log) {
    return apply(playbook, guest, log, Optional.empty());
  }

  /**
   * Applies one to a machine on which it has nothing left to do; each change is told with what became of what, and judged.
   *
   * @param playbook its file in {@link #module()}
   * @param guest where
   * @param log the second part of the log's name, after the guest's
   * @return how it went
   */
  TestRecord.Play applyAgain(Path playbook, TestGuest guest, String log) {
    return apply(playbook, guest, log, Optional.of(new TestTraces(guest.login().user(), guest.name())));
  }

  private TestRecord.Play apply(Path playbook, TestGuest guest, String log, Optional<TestTraces> traces) {
    Workspace workspace = context.workspace();
    ImageProject project = context.project();
    PathNames names = new PathNames(module(), Path.of(""));
    Path scratch = Folders.make(workspace.scratch().resolve(guest.name()));
    Path roles = new AnsibleRoles().stage(scratch.resolve("roles"), new StampValues(project.imageName(), source.version(),
        project.coordinates().version(), source.tag(), source.commit()), real);
    long begin = System.nanoTime();
    try (AnsibleEnvironment ansible = AnsibleEnvironment.open(module(), built(project.playbook()).getParent(), roles,
        scratch.resolve("ansible"), Folders.make(workspace.temporary().resolve(guest.name())), Path.of(System.getProperty("user.home")),
        System.getenv())) {
      PlaybookResult result = new PlaybookRun(context.processes(), task -> context.progress().debug(guest.name() + ": " + task))
          .apply(new PlaybookRequest(module(), playbook, host(guest.login()), settings(names), ansible.variables(), scratch,
              workspace.log(guest.name() + "-" + log), limit, traces, names));
      return new TestRecord.Play(names.name(playbook), result.ok(), result.changed(), result.changedTasks(),
          (System.nanoTime() - begin) / 1_000_000);
    } catch (ProblemException e) {
      throw network.explained(e);
    }
  }

  private static PlaybookHost host(GuestLogin login) {
    return new PlaybookHost(login.address(), login.port(), login.user(), login.privateKeyFile());
  }

  private PlaybookSettings settings(PathNames names) {
    AnsibleProvisioner provisioner = AnsibleProvisioner.of(Template.read(built(context.project().template()), names),
        Optional.ofNullable(context.project().tests().playbookArguments()));
    return new PlaybookSettings(provisioner.hostAlias(), provisioner.groups(), provisioner.emptyGroups(), provisioner.arguments());
  }
}
