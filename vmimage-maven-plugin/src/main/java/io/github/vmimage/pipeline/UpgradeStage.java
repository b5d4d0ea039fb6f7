package io.github.vmimage.pipeline;

import io.github.vmimage.guest.GuestSize;
import io.github.vmimage.pipeline.Workspace.Handover;
import io.github.vmimage.report.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Upgrades machines of older releases: each is booted from its released disk, gets this version's playbook, and is held against a fresh
 * image of this version. The disks stay as they are.
 */
public final class UpgradeStage implements Stage {
  private final StageContext context;
  private final UpgradeRequest request;
  private final ImageVersions versions;
  private final ImageRepository images;

  /**
   * Makes the stage.
   *
   * @param context what every stage uses
   * @param versions of released images
   * @param images where they come from
   */
  public UpgradeStage(StageContext context, ImageVersions versions, ImageRepository images) {
    this.context = context;
    this.request = context.project().upgrades();
    this.versions = versions;
    this.images = images;
  }

  @Override
  public String name() {
    return Handover.UPGRADE.goal();
  }

  @Override
  public String describe() {
    return "boot " + (request.from().equals(UpgradeRequest.ALL) ? "every older release" : "the releases " + request.from()) + " of "
        + context.project().imageName() + " and apply the playbook of " + context.project().coordinates().version();
  }

  @Override
  public List<Path> traces() {
    return List.of(context.workspace().record(Handover.UPGRADE));
  }

  @Override
  public void run() {
    context.workspace().forget(Handover.UPGRADE);
    ImageProject project = context.project();
    PackageComparison comparison = new PackageComparison(AcceptedDifferences.checked(request.accepted()));
    UpgradeVersions known = new UpgradeVersions(versions, project.coordinates(), context.network().offline());
    List<String> chosen = known.chosen(request);
    if (chosen.isEmpty()) {
      context.progress().info("No release of " + project.coordinates().artifactId() + " is older than " + project.coordinates().version()
          + ": nothing to upgrade");
      hand(List.of());
      return;
    }
    NeededTools.toolbox(context).require(name(), NeededTools.upgrade());
    FreshImage fresh = FreshImage.of(context, images);
    Checkout checkout = Checkout.of(context);
    List<FetchedRelease> releases = new OlderReleases(images, project.coordinates(), request.keys(checkout.module()), context.progress())
        .of(chosen, known.older());
    List<Upgrade.Ended> ended = upgrade(checkout, releases, fresh, comparison);
    List<UpgradeResult> results = ended.stream().map(Upgrade.Ended::result).toList();
    hand(results);
    UpgradeTable.lines(results).forEach(context.progress()::info);
    Problems problems = new Problems();
    ended.forEach(e -> e.problems().forEach(problems::add));
    problems.throwIfAny();
  }

  private List<Upgrade.Ended> upgrade(Checkout checkout, List<FetchedRelease> releases, FreshImage fresh, PackageComparison comparison) {
    String stamp = checkout.stamp().version();
    ImageProject.GuestSettings guest = context.project().guest();
    // One processor each unless the project wants more: machines side by side end sooner than one after the other, and an emulated guest of
    // several processors can lock up where this machine is busy.
    GuestSize size = GuestSize.of(guest.cpus() == 0 ? 1 : guest.cpus(), guest.memory());
    GuestMachines machines = new GuestMachines(context, checkout, size);
    return UpgradeLanes.run(UpgradeLanes.ofThisMachine(size), releases.stream()
        .map(r -> (Callable<Upgrade.Ended>) () -> new Upgrade(r.release(), stamp, fresh, comparison).run(() -> machines.boot(r))).toList());
  }

  private void hand(List<UpgradeResult> results) {
    context.workspace().hand(Handover.UPGRADE, new UpgradeRecord(context.project().coordinates(), request.from(), results));
  }
}
