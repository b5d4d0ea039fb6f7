package io.github.vmimage.pipeline;

import io.github.vmimage.guest.Accelerator;
import io.github.vmimage.guest.AcceleratorRace;
import io.github.vmimage.guest.GuestDisk;
import io.github.vmimage.guest.GuestNetwork;
import io.github.vmimage.guest.GuestSize;
import io.github.vmimage.guest.TestGuest;
import io.github.vmimage.guest.TestGuestRequest;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Two clones of one disk, booted at the same time. Both end with it. */
final class TwinBoot implements AutoCloseable {
  /** What the clones are called: in messages, as hosts, in names of files. */
  static final List<String> NAMES = List.of("twin-a", "twin-b");

  private final List<TestGuest> guests = new ArrayList<>();
  private final Progress progress;

  private TwinBoot(Progress progress) {
    this.progress = progress;
  }

  /** Starts both and comes back at once. */
  static TwinBoot start(StageContext context, GuestDisk disk, GuestNetwork network) {
    ImageProject.GuestSettings settings = context.project().guest();
    GuestSize size = GuestSize.shared(NAMES.size(), settings.cpus(), settings.memory());
    String accelerator = new AcceleratorRace(context.processes())
        .choose(Accelerator.parse(settings.accelerator()), context.project().cache(), context.workspace().temporary()).accelerator();
    TwinBoot boot = new TwinBoot(context.progress());
    try {
      for (String name : NAMES) {
        boot.guests.add(TestGuest.start(new TestGuestRequest(name, disk, accelerator, size, network,
            context.workspace().temporary().resolve(name), context.workspace().scratch().resolve(name + ".qcow2"),
            context.workspace().log(name + "-console"), settings.limits().boot()), context.processes()));
      }
      return boot;
    } catch (RuntimeException e) {
      boot.close();
      throw e;
    }
  }

  /**
   * Waits for each and puts it to work as soon as it runs, whatever the other one does. Where one does not come up the other is stopped:
   * what is wrong with one disk is told once.
   *
   * @param work with one of the clones; of both at the same time
   * @throws ProblemException of the first that did not come up; what the work said is of no use then
   */
  void eachOnceUp(Consumer<TestGuest> work) {
    AtomicReference<ProblemException> first = new AtomicReference<>();
    List<Callable<List<TestGuest>>> lanes = new ArrayList<>();
    guests.forEach(guest -> lanes.add(() -> {
      try {
        guest.awaitSystem();
      } catch (ProblemException e) {
        if (first.compareAndSet(null, e)) {
          guests.stream().filter(g -> g != guest).forEach(TestGuest::close);
        }
        return List.of();
      }
      warn(guest, progress);
      work.accept(guest);
      return List.of();
    }));
    SideBySide.call(lanes);
    if (first.get() != null) {
      throw first.get();
    }
  }

  /** Says what the guest's owner should know of how it ran: a second start says more of this machine than of its disk. */
  static void warn(TestGuest guest, Progress progress) {
    if (guest.starts() > 1) {
      progress.warn(guest.name() + " was started " + guest.starts()
          + " times: this machine is too busy for the emulated timer that a kernel tries first");
    }
    if (!guest.isSandboxed()) {
      progress.warn(guest.name() + " runs in a QEMU without a sandbox: this one offers no seccomp");
    }
  }

  /** {@return the clones, in the order of their names} */
  List<TestGuest> guests() {
    return List.copyOf(guests);
  }

  @Override
  public void close() {
    guests.forEach(TestGuest::close);
  }
}
