package io.github.vmimage.pipeline;

import io.github.vmimage.release.CheckedRelease;

final class GuestMachines {
  GuestMachines(StageContext context, Checkout checkout) {}

  UpgradeMachine boot(CheckedRelease release) {
    throw new IllegalStateException(release.disk());
  }
}
