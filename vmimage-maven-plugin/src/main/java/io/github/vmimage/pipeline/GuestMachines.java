package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.AnsibleRoles;
import io.github.vmimage.ansible.StampValues;
import io.github.vmimage.guest.Accelerator;
import io.github.vmimage.guest.AcceleratorRace;
import io.github.vmimage.guest.GuestDisk;
import io.github.vmimage.guest.GuestSize;
import io.github.vmimage.guest.TestGuest;
import io.github.vmimage.guest.TestGuestRequest;
import io.github.vmimage.release.CheckedRelease;
import io.github.vmimage.source.SourceStamp;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts machines of older releases as guests of this one, all with the same accelerator and the same size. */
final class GuestMachines {
  private final StageContext context;
  private final Checkout checkout;
  private final String accelerator;
  private final GuestSize size;
  private final AtomicInteger started = new AtomicInteger();

  /**
   * Chooses how guests run.
   *
   * @param context what every stage uses
   * @param checkout this version's source
   * @param size of each guest
   */
  GuestMachines(StageContext context, Checkout checkout, GuestSize size) {
    this.context = context;
    this.checkout = checkout;
    this.size = size;
    this.accelerator = new AcceleratorRace(context.processes())
        .choose(Accelerator.parse(context.project().guest().accelerator()), context.project().cache(), context.workspace().temporary())
        .accelerator();
  }

  /** Boots one, waits for it, and stages the roles of this version for it. */
  UpgradeMachine boot(CheckedRelease release) {
    ImageProject project = context.project();
    Workspace workspace = context.workspace();
    String name = "upgrade-from-" + release.manifest().coordinates().version();
    // Sockets are made in it, so its path is short.
    Path folder = workspace.temporary().resolve("upgrade-" + started.incrementAndGet());
    context.progress().step(name + ": boot", 0, 0);
    TestGuest guest = TestGuest.start(new TestGuestRequest(name.replaceAll("[^A-Za-z0-9-]", "-"), GuestDisk.qcow2(Path.of(release.disk())),
        accelerator, size, folder.resolve("guest"), workspace.scratch().resolve(name + ".qcow2"), workspace.log(name + "-console"),
        project.guest().limits().boot()), context.processes());
    try {
      guest.awaitSystem();
      SourceStamp stamp = checkout.stamp();
      Path roles = new AnsibleRoles().stage(folder.resolve("roles"), new StampValues(project.imageName(), stamp.version(),
          project.coordinates().version(), stamp.tag(), stamp.commit()), Set.of(AnsibleRoles.STAMP));
      return new GuestMachine(context, checkout, name, guest, folder, roles);
    } catch (RuntimeException e) {
      guest.close();
      throw e;
    }
  }
}
