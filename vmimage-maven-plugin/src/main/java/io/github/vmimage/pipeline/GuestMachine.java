package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.AnsibleEnvironment;
import io.github.vmimage.ansible.ChangedTask;
import io.github.vmimage.ansible.PlaybookHost;
import io.github.vmimage.ansible.PlaybookRequest;
import io.github.vmimage.ansible.PlaybookRun;
import io.github.vmimage.ansible.PlaybookSettings;
import io.github.vmimage.files.Folders;
import io.github.vmimage.guest.GuestLogin;
import io.github.vmimage.guest.TestGuest;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.release.GuestInventory;
import io.github.vmimage.release.Manifest.InstalledPackage;
import io.github.vmimage.report.PathNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A machine of an older release: a guest on a clone of its disk, and the playbooks of this version. */
final class GuestMachine implements UpgradeMachine {
  private static final String VERIFY = "src/test/ansible/verify.yml";
  private static final Duration ANSWER = Duration.ofMinutes(3);
  private static final String STAMP = "sed -n 's/^IMAGE_VERSION=//p' /etc/release";
  /** What a manifest's list is read from, in the same form. */
  private static final String PACKAGES = "dpkg-query -W -f "
      + "'Package: ${Package}\\nStatus: ${Status}\\nArchitecture: ${Architecture}\\nVersion: ${Version}\\n\\n'";

  private final StageContext context;
  private final Checkout checkout;
  private final String name;
  private final TestGuest guest;
  private final Path folder;
  private final Path roles;
  private final AnsibleEnvironment ansible;
  private int runs;

  /**
   * Makes Ansible ready for a guest.
   *
   * @param context what every stage uses
   * @param checkout this version's source
   * @param name of its logs
   * @param guest that runs; this machine ends it
   * @param folder that goes with it
   * @param roles the plugin's own, staged for it
   */
  GuestMachine(StageContext context, Checkout checkout, String name, TestGuest guest, Path folder, Path roles) {
    this.context = context;
    this.checkout = checkout;
    this.name = name;
    this.guest = guest;
    this.folder = folder;
    this.roles = roles;
    this.ansible = AnsibleEnvironment.open(checkout.module(), playbook().getParent(), roles, folder.resolve("ansible"), folder,
        Path.of(System.getProperty("user.home")), System.getenv());
  }

  private Path playbook() {
    return context.project().in(checkout.module(), context.project().playbook());
  }

  @Override
  public List<Changed> apply() {
    if (!Files.isRegularFile(playbook())) {
      throw UpgradeProblems.noPlaybook(context.project().playbook()).asException();
    }
    runs++;
    return apply(playbook(), "playbook-" + runs).stream().map(this::changed).toList();
  }

  @Override
  public boolean verify() {
    Path verify = checkout.module().resolve(VERIFY);
    if (!Files.isRegularFile(verify)) {
      return false;
    }
    apply(verify, "verify");
    return true;
  }

  private List<ChangedTask> apply(Path playbook, String log) {
    GuestLogin login = guest.login();
    PlaybookRun run = new PlaybookRun(context.processes(),
        task -> context.progress().step(name + ": " + task.replaceFirst("^Ansible ", ""), 0, 0));
    return run.apply(new PlaybookRequest(checkout.module(), playbook,
        new PlaybookHost(login.address(), login.port(), login.user(), login.privateKeyFile()), PlaybookSettings.NONE, ansible.variables(),
        folder, context.workspace().log(name + "-" + log), context.project().guest().limits().provisioning(),
        new PathNames(checkout.module(), Path.of("")))).changedTasks();
  }

  /** The plugin's own roles lie elsewhere in every run. */
  private Changed changed(ChangedTask task) {
    return new Changed(task.name() + " (" + task.place().replace(roles + "/", "") + ")", "");
  }

  @Override
  public String stamp() {
    return ask(STAMP, "/etc/release").strip();
  }

  @Override
  public List<InstalledPackage> packages() {
    return GuestInventory.packages(ask(PACKAGES, "dpkg-query"), "dpkg-query of the upgraded machine");
  }

  private String ask(String script, String what) {
    Outcome outcome = guest.shell().run(script, ANSWER);
    if (!outcome.succeeded()) {
      throw UpgradeProblems.noAnswer(what, outcome.exitCode(), outcome.tail(20)).asException();
    }
    return outcome.out();
  }

  @Override
  public void close() {
    ansible.close();
    guest.close();
    Folders.delete(folder);
    context.progress().stepEnds();
  }
}
