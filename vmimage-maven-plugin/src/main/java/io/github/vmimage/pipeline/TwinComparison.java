package io.github.vmimage.pipeline;

import io.github.vmimage.report.Problem;
import io.github.vmimage.seal.ExpectedStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds two clones against each other, against the guest of the build, and against the release that they should be. */
final class TwinComparison {
  private static final String MACHINE_ID = "machine-id";
  private static final String HOST_KEY = "host-key";
  private static final String HOSTNAME = "hostname";
  private static final String OWN = "own";

  private final List<TestRecord.Twin> twins;
  private final BuildIdentity build;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> facts = new TreeMap<>();

  TwinComparison(List<TestRecord.Twin> twins, BuildIdentity build) {
    this.twins = twins;
    this.build = build;
  }

  /** Compares all there is to compare. */
  TwinComparison compare(ExpectedStamp stamp) {
    facts.put("twins", Integer.toString(twins.size()));
    machineIds();
    hostKeys();
    hostnames();
    logins();
    units();
    twins.forEach(t -> stamp(t, stamp));
    return this;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  Map<String, String> facts() {
    return Map.copyOf(facts);
  }

  private void machineIds() {
    for (TestRecord.Twin twin : twins) {
      if (!twin.facts().machineId().matches("[0-9a-f]{32}")) {
        problems.add(TestProblems.noMachineId(twin.name(), twin.facts().machineId()));
      }
    }
    differ("machine-ids", MACHINE_ID, twins.stream().map(t -> List.of(t.facts().machineId())).toList());
  }

  private void hostKeys() {
    twins.stream().filter(t -> t.facts().hostKeys().isEmpty()).forEach(t -> problems.add(TestProblems.noHostKey(t.name())));
    differ("host-keys", HOST_KEY, twins.stream().map(t -> t.facts().hostKeys()).toList());
  }

  private void hostnames() {
    for (TestRecord.Twin twin : twins) {
      if (!twin.facts().hostname().equals(twin.name())) {
        problems.add(TestProblems.otherHostname(twin.name(), twin.facts().hostname()));
      }
    }
    differ("hostnames", HOSTNAME, twins.stream().map(t -> List.of(t.facts().hostname())).toList());
  }

  /** No value of one clone may be the other's or the build's. */
  private void differ(String fact, String what, List<List<String>> values) {
    List<String> shared = values.get(0).stream().filter(v -> !v.isEmpty() && values.get(1).contains(v)).toList();
    shared.forEach(v -> problems.add(TestProblems.shared(what, v, "both twins")));
    facts.put(fact, shared.isEmpty() ? "differ" : "shared");
    List<String> of = build.of(what);
    List<String> kept = values.stream().flatMap(List::stream).filter(of::contains).distinct().toList();
    kept.forEach(v -> problems.add(TestProblems.shared(what, v, "a twin and the guest of the build")));
    facts.put(fact + "-of-build", of.isEmpty() ? "not-told" : kept.isEmpty() ? "differ" : "shared");
  }

  private void logins() {
    for (TestRecord.Twin twin : twins) {
      if (twin.facts().buildUser()) {
        problems.add(TestProblems.buildUser(twin.name()));
      }
      twin.facts().buildKeyFiles().forEach(f -> problems.add(TestProblems.buildKey(twin.name(), f)));
    }
    facts.put("build-user", twins.stream().anyMatch(t -> t.facts().buildUser()) ? "present" : "absent");
    facts.put("build-key", twins.stream().allMatch(t -> t.facts().buildKeyFiles().isEmpty()) ? "absent" : "present");
    facts.put("new-user", OWN);
  }

  private void units() {
    facts.put("failed-units", Long.toString(twins.stream().mapToLong(t -> t.facts().failedUnits().size()).sum()));
    twins.stream().filter(t -> t.facts().cloudInit().equals("error")).forEach(t -> problems.add(TestProblems.cloudInitFailed(t.name())));
  }

  private void stamp(TestRecord.Twin twin, ExpectedStamp stamp) {
    says(twin.name(), "/etc/release", twin.facts().release(), "IMAGE_VERSION=" + stamp.imageVersion());
    says(twin.name(), "/etc/os-release", twin.facts().osRelease(), "IMAGE_VERSION=" + stamp.plainVersion());
    facts.put("image-version", stamp.imageVersion());
  }

  private void says(String twin, String file, List<String> lines, String expected) {
    if (lines.stream().noneMatch(l -> l.replace("\"", "").equals(expected))) {
      problems.add(TestProblems.otherVersion(twin, file, lines.stream().filter(l -> l.startsWith("IMAGE_VERSION")).findFirst()
          .orElse("no IMAGE_VERSION"), expected));
    }
  }
}
