package io.github.vmimage.upstream;

import io.github.vmimage.report.Problems;

/** Compares what a cloud says of an image with what the POM pins; all that differs is told at once. */
final class CloudChecks {
  private final String location;
  private final Problems problems = new Problems();

  CloudChecks(String location) {
    this.location = location;
  }

  void owner(String seen, String pinned) {
    if (!seen.equals(pinned)) {
      problems.add(CloudProblems.otherOwner(location, seen, pinned));
    }
  }

  void name(String seen, String pinned) {
    if (!seen.equals(pinned)) {
      problems.add(CloudProblems.otherName(location, seen, pinned));
    }
  }

  void architecture(String seen, String wanted) {
    if (!seen.equals(wanted)) {
      problems.add(CloudProblems.otherArchitecture(location, seen, wanted));
    }
  }

  void notUsable(String seen, String accepted) {
    problems.add(CloudProblems.notUsable(location, seen, accepted));
  }

  /** Throws all that differs. */
  void end() {
    problems.throwIfAny();
  }
}
