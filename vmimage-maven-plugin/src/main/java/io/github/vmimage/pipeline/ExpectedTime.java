package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.PlaybookTime;
import java.time.Duration;
import java.util.Optional;

/**
 * How long the second run of a playbook will take, from what the first took in the build. It has less to do, but the clones share the
 * processors that the build's machine had for itself.
 *
 * @param first run, in the build
 * @param usual limit, {@code <provisionTimeout>}
 */
record ExpectedTime(PlaybookTime first, Duration usual) {
  /** Two clones run side by side, and this machine may be busier than it was. */
  private static final int SLOWER = 3;

  /** A limit that a playbook which has kept it in the build keeps here, too. */
  Duration limit() {
    Duration slow = Duration.ofMillis(first.millis()).multipliedBy(SLOWER);
    return slow.compareTo(usual) > 0 ? slow : usual;
  }

  /** What to tell before it begins; nothing where the first run's time is not known. */
  Optional<String> told(String before) {
    Duration took = Duration.ofMillis(first.millis());
    return took.isZero() ? Optional.empty() : Optional.of(String.format("%s%d tasks, which took %d:%02d in the build; the limit is %d minutes",
        before, first.tasks(), took.toMinutes(), took.toSecondsPart(), limit().toMinutes()));
  }
}
