package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.AnsibleRoles;
import io.github.vmimage.ansible.ChangedTask;
import io.github.vmimage.guest.TestGuest;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.release.GuestInventory;
import io.github.vmimage.release.Manifest.InstalledPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A machine of an older release: a guest on a clone of its disk, to which playbooks of this version are applied. */
final class GuestMachine implements UpgradeMachine {
  private static final Duration ANSWER = Duration.ofMinutes(3);
  private static final String STAMP = "sed -n 's/^IMAGE_VERSION=//p' /etc/release";

  private final StageContext context;
  private final TestGuest guest;
  private final TwinPlaybook playbooks;
  private final AllowedChanges allowed;
  private int applied;

  /**
   * Takes a guest over.
   *
   * @param context what every stage uses
   * @param checkout this version's source
   * @param guest that runs; it ends with this machine
   * @param network whom it can reach
   */
  GuestMachine(StageContext context, Checkout checkout, TestGuest guest, TestNetwork network) {
    this.context = context;
    this.guest = guest;
    this.playbooks = new TwinPlaybook(context, checkout.stamp(), network, context.project().guest().limits().provisioning(),
        Set.of(AnsibleRoles.STAMP));
    this.allowed = context.project().tests().allowedChanges();
  }

  @Override
  public List<Changed> apply() {
    Path playbook = playbooks.built(context.project().playbook());
    if (!Files.isRegularFile(playbook)) {
      throw UpgradeProblems.noPlaybook(context.project().playbook()).asException();
    }
    context.progress().step(guest.name() + ": playbook", 0, 0);
    applied++;
    TestRecord.Play play = applied == 1 ? playbooks.apply(playbook, guest, "playbook-1")
        : playbooks.applyAgain(playbook, guest, "playbook-" + applied);
    return play.changedTasks().stream().map(this::changed).toList();
  }

  /** The plugin's own roles lie in a folder of this guest's. */
  private Changed changed(ChangedTask task) {
    String place = task.place().replaceFirst("^.*/(?=(?:" + AnsibleRoles.STAMP + "|" + AnsibleRoles.SEAL + ")/)", "");
    return new Changed(task.file().isEmpty() ? task.name() : task.name() + " (" + place + ")", task.counts() ? allowed.reason(task)
        : task.effect().reason());
  }

  @Override
  public boolean verify() {
    if (!Acceptance.isGiven(playbooks.module())) {
      return false;
    }
    context.progress().step(guest.name() + ": " + Acceptance.PLAYBOOK.getFileName(), 0, 0);
    new Acceptance(playbooks).run(guest);
    return true;
  }

  @Override
  public String stamp() {
    return String.join("\n", ask(STAMP, "/etc/release")).strip();
  }

  @Override
  public List<InstalledPackage> packages() {
    return GuestInventory.packages(ask(GuestInventory.SCRIPT, "package manager"), "package manager of the upgraded machine");
  }

  private List<String> ask(String script, String what) {
    Outcome outcome = guest.shell().run(script, ANSWER);
    if (!outcome.succeeded()) {
      throw UpgradeProblems.noAnswer(what, outcome.exitCode(), outcome.tail(20)).asException();
    }
    return outcome.stdout();
  }

  @Override
  public void close() {
    guest.close();
    context.progress().stepEnds();
  }
}
