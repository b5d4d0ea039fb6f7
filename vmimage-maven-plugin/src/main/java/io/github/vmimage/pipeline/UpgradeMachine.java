package io.github.vmimage.pipeline;

import io.github.vmimage.release.Manifest.InstalledPackage;
import java.util.List;

/** A machine that was started from an older release: a guest of this machine's in production, a script in tests. */
interface UpgradeMachine extends AutoCloseable {

  /**
   * A task that changed something.
   *
   * @param name with its role, and its file and line
   * @param waived why it may do so each time; empty where it may not
   */
  record Changed(String name, String waived) {}

  /**
   * Applies this version's playbook.
   *
   * @return the tasks that changed something, in the order in which they ran
   * @throws io.github.vmimage.report.ProblemException where a task failed
   */
  List<Changed> apply();

  /**
   * Applies this version's acceptance playbook.
   *
   * @return whether there is one
   * @throws io.github.vmimage.report.ProblemException where it failed
   */
  boolean verify();

  /** {@return {@code IMAGE_VERSION} as {@code /etc/release} has it; empty where it has none} */
  String stamp();

  /** {@return the packages whose files are there} */
  List<InstalledPackage> packages();

  /** Ends it and removes what it wrote. */
  @Override
  void close();
}
