package io.github.vmimage.pipeline;

import io.github.vmimage.guest.Accelerator;
import io.github.vmimage.guest.AcceleratorRace;
import io.github.vmimage.guest.GuestSize;
import io.github.vmimage.guest.TestGuest;
import io.github.vmimage.guest.TestGuestRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts machines of older releases as guests of this one, all with the same accelerator and the same size. */
final class GuestMachines {
  private final StageContext context;
  private final Checkout checkout;
  private final String accelerator;
  private final GuestSize size;
  private final TestNetwork network;
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
    this.network = TestNetwork.of(context, checkout.module()).told(context);
    this.accelerator = new AcceleratorRace(context.processes())
        .choose(Accelerator.parse(context.project().guest().accelerator()), context.project().cache(), context.workspace().temporary())
        .accelerator();
  }

  /** Boots one and waits for it. */
  UpgradeMachine boot(FetchedRelease older) {
    Workspace workspace = context.workspace();
    // A host's name has no dots.
    String name = "upgrade-from-" + older.release().manifest().coordinates().version().replaceAll("[^A-Za-z0-9-]", "-");
    context.progress().step(name + ": boot", 0, 0);
    TestGuest guest = TestGuest.start(new TestGuestRequest(name, GuestDisks.of(older.disk()), accelerator, size,
        network.guests(), workspace.temporary().resolve("older-" + started.incrementAndGet()), workspace.scratch().resolve(name + ".qcow2"),
        workspace.log(name + "-console"), context.project().guest().limits().boot()), context.processes());
    try {
      guest.awaitSystem();
      TwinBoot.warn(guest, context.progress());
      return new GuestMachine(context, checkout, guest, network);
    } catch (RuntimeException e) {
      guest.close();
      throw e;
    }
  }
}
