package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.AnsibleEnvironment;
import io.github.vmimage.ansible.ChangedTask;
import io.github.vmimage.ansible.GuestPlaybook;
import io.github.vmimage.files.Folders;
import io.github.vmimage.guest.ClonedGuest;
import io.github.vmimage.guest.GuestSize;
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
  private static final String STAMP = "sed -n 's/^IMAGE_VERSION=//p' /etc/release";
  /** What the manifest was read from, in the same form. */
  private static final String PACKAGES = "dpkg-query -W -f "
      + "'Package: ${Package}\\nStatus: ${Status}\\nArchitecture: ${Architecture}\\nVersion: ${Version}\\n\\n'";

  private final StageContext context;
  private final Checkout checkout;
  private final Place place;
  private final ClonedGuest guest;
  private AnsibleEnvironment ansible;
  private GuestPlaybook playbooks;
  private int runs;

  /**
   * Where a machine's files are.
   *
   * @param name of its logs
   * @param folder that goes with it
   * @param roles the plugin's own, staged for it
   */
  record Place(String name, Path folder, Path roles) {}

  private GuestMachine(StageContext context, Checkout checkout, Place place, ClonedGuest guest) {
    this.context = context;
    this.checkout = checkout;
    this.place = place;
    this.guest = guest;
  }

  /** Boots it and waits for it. */
  static GuestMachine boot(StageContext context, Checkout checkout, Place place, String accelerator, GuestSize size, Path disk,
      Duration life) {
    context.progress().step(place.name() + ": boot", 0, 0);
    ClonedGuest.Setting setting = new ClonedGuest.Setting(disk, place.folder().resolve("guest"), log(context, place, "console"),
        place.name(), accelerator, size, context.project().guest().limits().boot(), life);
    GuestMachine machine = new GuestMachine(context, checkout, place, ClonedGuest.boot(setting, context.processes()));
    try {
      machine.prepare();
      return machine;
    } catch (RuntimeException e) {
      machine.close();
      throw e;
    }
  }

  private static Path log(StageContext context, Place place, String what) {
    return context.workspace().log(place.name() + "-" + what);
  }

  private void prepare() {
    Path module = checkout.module();
    ansible = AnsibleEnvironment.open(module, playbook().getParent(), place.roles(), place.folder().resolve("ansible"), place.folder(),
        Path.of(System.getProperty("user.home")), System.getenv());
    Path inventory = place.folder().resolve("inventory");
    Workspace.write(inventory, guest.inventory());
    playbooks = new GuestPlaybook(context.processes(), new GuestPlaybook.Setting(module, new PathNames(module, Path.of("")), inventory,
        ansible.variables(), context.project().guest().limits().provisioning()),
        task -> context.progress().step(place.name() + ": " + task.replaceFirst("^Ansible ", ""), 0, 0));
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
    return playbooks.apply(playbook(), log(context, place, "playbook-" + runs)).stream().map(ChangedTask::toString)
        // The plugin's own roles lie elsewhere in every run.
        .map(task -> new Changed(task.replace(place.roles() + "/", ""), "")).toList();
  }

  @Override
  public boolean verify() {
    Path verify = checkout.module().resolve(VERIFY);
    if (!Files.isRegularFile(verify)) {
      return false;
    }
    playbooks.apply(verify, log(context, place, "verify"));
    return true;
  }

  @Override
  public String stamp() {
    return ask(STAMP, "/etc/release").strip();
  }

  @Override
  public List<InstalledPackage> packages() {
    return GuestInventory.packages(ask(PACKAGES, "dpkg-query"), "dpkg-query of the upgraded machine");
  }

  private String ask(String command, String what) {
    Outcome outcome = guest.run(command);
    if (!outcome.succeeded()) {
      throw UpgradeProblems.noAnswer(what, outcome.exitCode(), outcome.tail(20)).asException();
    }
    return outcome.out();
  }

  @Override
  public void close() {
    if (ansible != null) {
      ansible.close();
    }
    guest.close();
    Folders.delete(place.folder());
    context.progress().stepEnds();
  }
}
