package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.AnsibleRoles;
import io.github.vmimage.ansible.StampValues;
import io.github.vmimage.guest.Accelerator;
import io.github.vmimage.guest.AcceleratorRace;
import io.github.vmimage.guest.GuestSize;
import io.github.vmimage.packer.TimeLimits;
import io.github.vmimage.release.CheckedRelease;
import io.github.vmimage.source.SourceStamp;
import java.nio.file.Path;
import java.time.Duration;

/** Starts machines of older releases as guests of this one, all with the same accelerator and the same size. */
final class GuestMachines {
  private final StageContext context;
  private final Checkout checkout;
  private final String accelerator;
  private final GuestSize size;

  /**
   * Chooses how guests run.
   *
   * @param context what every stage uses
   * @param checkout this version's source
   */
  GuestMachines(StageContext context, Checkout checkout) {
    this.context = context;
    this.checkout = checkout;
    ImageProject.GuestSettings guest = context.project().guest();
    this.accelerator = new AcceleratorRace(context.processes())
        .choose(Accelerator.parse(guest.accelerator()), context.project().cache(), context.workspace().temporary()).accelerator();
    this.size = GuestSize.of(guest.cpus(), guest.memory());
  }

  /** Boots one, and stages the roles of this version for it. */
  UpgradeMachine boot(CheckedRelease release) {
    ImageProject project = context.project();
    String name = "upgrade-from-" + release.manifest().coordinates().version();
    Path folder = context.workspace().temporary().resolve(name);
    SourceStamp stamp = checkout.stamp();
    Path roles = new AnsibleRoles().stageUnsealing(folder.resolve("roles"), new StampValues(project.imageName(), stamp.version(),
        project.coordinates().version(), stamp.tag(), stamp.commit()));
    TimeLimits limits = project.guest().limits();
    // Two playbooks, acceptance and a few questions.
    Duration life = limits.boot().plus(limits.provisioning().multipliedBy(3)).plus(Duration.ofMinutes(10));
    return GuestMachine.boot(context, checkout, new GuestMachine.Place(name, folder, roles), accelerator, size, Path.of(release.disk()),
        life);
  }
}
