package io.github.vmimage.pipeline;

import io.github.vmimage.ansible.ChangedTask;
import io.github.vmimage.guest.BootTimeline.Milestone;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the goal {@code test} found: one result for each test, which the manifest takes over, and what it was found by, which stays below
 * {@code target}.
 *
 * @param tests one for each of {@link #FIRST_BOOT}, {@link #ACCEPTANCE} and {@link #IDEMPOTENCE}
 * @param twins the two guests, as far as they came; none where the disk is not booted
 * @param acceptance how {@code verify.yml} went; null where it did not run to its end
 * @param idempotence how the second run of the playbook went; null where it did not run to its end
 */
record TestRecord(List<Test> tests, List<Twin> twins, Play acceptance, Play idempotence) {
  /** Two clones start, and are two machines. */
  static final String FIRST_BOOT = "first-boot";
  /** The project's own assertions hold in a clone. */
  static final String ACCEPTANCE = "acceptance";
  /** The playbook changes nothing in a clone. */
  static final String IDEMPOTENCE = "idempotence";

  /** Copies the lists. */
  TestRecord {
    tests = List.copyOf(tests);
    twins = List.copyOf(twins);
  }

  /** What became of a test. */
  enum Outcome {
    /** All it asks for holds. */
    PASSED,
    /** The project does without it, or without a part of it, and says why. */
    WAIVED,
    /** Something it asks for does not hold. */
    FAILED,
    /** It was not begun, because an earlier one failed. */
    NOT_RUN
  }

  /**
   * One test.
   *
   * @param id one of the constants
   * @param outcome what became of it
   * @param reason why it was waived; empty otherwise
   * @param facts what it established; the same for equal images
   * @param problems what is wrong, as the console has it; empty unless it failed
   */
  record Test(String id, Outcome outcome, String reason, SortedMap<String, String> facts, List<String> problems) {
    Test {
      facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
      problems = List.copyOf(problems);
    }

    static Test passed(String id, Map<String, String> facts) {
      return new Test(id, Outcome.PASSED, "", new TreeMap<>(facts), List.of());
    }

    static Test waived(String id, String reason, Map<String, String> facts) {
      return new Test(id, Outcome.WAIVED, reason, new TreeMap<>(facts), List.of());
    }

    static Test failed(String id, List<String> problems, Map<String, String> facts) {
      return new Test(id, Outcome.FAILED, "", new TreeMap<>(facts), problems);
    }

    static Test notRun(String id) {
      return new Test(id, Outcome.NOT_RUN, "", new TreeMap<>(), List.of());
    }
  }

  /**
   * One clone.
   *
   * @param name {@code twin-a} or {@code twin-b}
   * @param facts what it said of itself; null where nobody got in
   * @param timeline when it reached what, in milliseconds since its start
   */
  record Twin(String name, TwinFacts facts, List<Milestone> timeline) {}

  /**
   * One run of a playbook.
   *
   * @param playbook its file, relative to the module
   * @param ok tasks that did what they should
   * @param changed how many of them changed something
   * @param changedTasks each of these once, with file and line
   * @param millis how long it took
   */
  record Play(String playbook, int ok, int changed, List<ChangedTask> changedTasks, long millis) {}
}
