package io.github.vmimage.testreport;

import io.github.vmimage.testreport.Twin.Milestone;
import io.github.vmimage.testreport.Upgraded.PackageDifference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reports as they come, and some that nobody wants. */
final class Samples {
  static final String HOSTILE =
      "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&{{css}}\u001b[31m\u0000\uD800\u202e\uFFFF\u2028]]>";

  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final String MADE_BY = "vmimage 0.1.0";
  private static final List<String> RULES = List.of("machine-id", "random-seed", "ssh-host-keys", "hostname", "netplan", "udev-net-rules",
      "dhcp-leases", "cloud-init-state", "waagent-state", "authorized-keys", "root-password", "build-user", "shell-history", "journal",
      "apt-lists", "tmp", "private-keys", "cloud-credentials", "build-key", "boot-loader", "fstab", "stamp-release", "stamp-os-release");

  private Samples() {}

  /** All is well. */
  static TestReport passed() {
    return new TestReport(subject(), stages(""), List.of(seal(false), boot(false), acceptance(), repeated(false), upgrade(false)),
        twins(false),
        Optional.of(new SecondRun(41, 1, List.of(waivedTask()))), upgrades(false), MADE_BY);
  }

  /** Something fails in each area. */
  static TestReport failed() {
    return new TestReport(subject(), stages("upgrade-test"), List.of(seal(true), boot(true), acceptance(), repeated(true), upgrade(true)),
        twins(true), Optional.of(new SecondRun(40, 2, List.of(waivedTask(), changedTask()))), upgrades(true), MADE_BY);
  }

  /** The guest never booted: the build broke before anything could be proven. */
  static TestReport broken() {
    return new TestReport(new Subject("app-image", "1.2.0", List.of()), stages("build"), List.of(), List.of(), Optional.empty(), List.of(),
        MADE_BY);
  }

  /** Nothing but the audit has run. */
  static TestReport audited() {
    return new TestReport(subject(), stages("").subList(0, 5), List.of(seal(false)), List.of(), Optional.empty(), List.of(), MADE_BY);
  }

  /** Every text is an attack. */
  static TestReport hostile() {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put(HOSTILE, HOSTILE);
    List<Checks> checks = new ArrayList<>();
    for (Area area : Area.values()) {
      List<Check> all = new ArrayList<>();
      for (Outcome outcome : Outcome.values()) {
        all.add(new Check(HOSTILE + outcome, outcome, HOSTILE, HOSTILE, List.of(HOSTILE, HOSTILE + "\n" + HOSTILE),
            facts, Optional.empty()));
      }
      checks.add(new Checks(area, all));
    }
    ChangedTask task = new ChangedTask(HOSTILE, HOSTILE, HOSTILE);
    Twin twin = new Twin(HOSTILE, HOSTILE, HOSTILE, facts, List.of(HOSTILE), List.of(new Milestone(HOSTILE, Duration.ofSeconds(2))));
    return new TestReport(new Subject(HOSTILE, HOSTILE, List.of(new Subject.Fact(HOSTILE, HOSTILE))),
        List.of(new StageRun(HOSTILE, NOON, Duration.ZERO, false, HOSTILE, HOSTILE)), checks, List.of(twin, twin),
        Optional.of(new SecondRun(1, 1, List.of(task))),
            List.of(new Upgraded(HOSTILE, Duration.ZERO, 1, HOSTILE, 1, List.of(task), HOSTILE, 1,
            List.of(new PackageDifference(HOSTILE, HOSTILE, HOSTILE, HOSTILE)), List.of(HOSTILE))), HOSTILE);
  }

  private static Subject subject() {
    return new Subject("app-image", "1.2.0", List.of(new Subject.Fact("Image", "com.example.images:app-image:1.2.0"),
        new Subject.Fact("Tag", "release-1.2.0"), new Subject.Fact("Commit", "8d1f0c2b7a5e4d6f9c3b1a0e7f8d9c6b5a4e3d2c"),
        new Subject.Fact("Disk", "app-image-1.2.0.qcow2"),
        new Subject.Fact("SHA-256", "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef")));
  }

  /** The stages up to one that failed. */
  private static List<StageRun> stages(String failing) {
    List<StageRun> stages = new ArrayList<>();
    Instant at = NOON;
    for (String goal : List.of("validate", "lint", "verify-upstream", "build", "audit", "test", "upgrade-test")) {
      Duration time = Duration.ofSeconds(switch (goal) {
        case "build" -> 412;
        case "test" -> 183;
        case "upgrade-test" -> 305;
        default -> 4;
      });
      boolean fails = goal.equals(failing);
      stages.add(new StageRun(goal, at, time, !fails, fails ? "The guest did not boot in 15 minutes" : "", fails ? "serial.log" : ""));
      if (fails) {
        return stages;
      }
      at = at.plus(time);
    }
    return stages;
  }

  private static Checks seal(boolean fails) {
    List<Check> all = new ArrayList<>();
    for (String rule : RULES) {
      if (fails && "ssh-host-keys".equals(rule)) {
        all.add(new Check(rule, Outcome.FAILED, "Machines with the same host key can be taken for each other",
            "let the role vmimage_seal be the last of the playbook", List.of("/etc/ssh/ssh_host_ed25519_key: a host key",
            "/etc/ssh/ssh_host_rsa_key: a host key"), new TreeMap<>(), Optional.empty()));
      } else if ("apt-lists".equals(rule)) {
        all.add(new Check(rule, Outcome.WAIVED, "Our mirror is not reachable from where the image is used", "",
            List.of("/var/lib/apt/lists/deb.example.org_dists_bookworm_InRelease: a package list"), new TreeMap<>(), Optional.empty()));
      } else {
        all.add(Check.of(rule, Outcome.PASSED, ""));
      }
    }
    return new Checks(Area.SEAL, all);
  }

  private static Checks boot(boolean fails) {
    SortedMap<String, String> seen = new TreeMap<>();
    seen.put("one", "38.4 s");
    seen.put("two", "39.9 s");
    return new Checks(Area.FIRST_BOOT, List.of(
        new Check("both-come-up", Outcome.PASSED, "", "", List.of(), seen, Optional.of(Duration.ofSeconds(41))),
        fails ? new Check("machine-ids-differ", Outcome.FAILED, "Machines with one machine-id get one address from a DHCP server",
            "leave /etc/machine-id empty in the image", List.of("both twins: 4f1e6f0a2b3c4d5e8f9a0b1c2d3e4f5a"), new TreeMap<>(),
            Optional.empty()) : Check.of("machine-ids-differ", Outcome.PASSED, ""),
        Check.of("host-keys-differ", Outcome.PASSED, ""), Check.of("build-user-gets-no-login", Outcome.PASSED, ""),
        fails ? Check.of("stamp-is-there", Outcome.NOT_REACHED, "the twin was gone") : Check.of("stamp-is-there", Outcome.PASSED, "")));
  }

  private static Checks acceptance() {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("tasks", "12");
    return new Checks(Area.ACCEPTANCE,
        List.of(new Check("verify.yml", Outcome.PASSED, "", "", List.of(), facts, Optional.of(Duration.ofSeconds(21)))));
  }

  private static Checks repeated(boolean fails) {
    return new Checks(Area.IDEMPOTENCE, List.of(fails ? new Check("second-run-changes-nothing", Outcome.FAILED,
        "A playbook that changes something each time cannot be declared on a running machine", "let each task look before it acts",
        List.of("app : Write the time, roles/app/tasks/main.yml:12"), new TreeMap<>(), Optional.of(Duration.ofSeconds(33)))
        : Check.of("second-run-changes-nothing", Outcome.PASSED, "")));
  }

  private static Checks upgrade(boolean fails) {
    return new Checks(Area.UPGRADE, List.of(Check.of("from-1.0.0", Outcome.PASSED, ""),
        fails ? new Check("from-1.1.0", Outcome.FAILED, "", "",
        List.of("1 package is not as in a fresh image of this version"), new TreeMap<>(), Optional.of(Duration.ofSeconds(150)))
        : Check.of("from-1.1.0", Outcome.PASSED, "")));
  }

  private static ChangedTask waivedTask() {
    return new ChangedTask("time : Ask the time server", "roles/time/tasks/main.yml:4",
        "A query; the module cannot know that nothing changed");
  }

  private static ChangedTask changedTask() {
    return new ChangedTask("app : Write the time", "roles/app/tasks/main.yml:12", "");
  }

  private static List<Upgraded> upgrades(boolean fails) {
    List<PackageDifference> differences = new ArrayList<>();
    differences.add(new PackageDifference("linux-image-6.1.0-18-amd64", "6.1.76-1", "", "The running kernel is not removed"));
    if (fails) {
      differences.add(new PackageDifference("nginx", "1.22.1-9", "1.22.1-9+deb12u1", ""));
    }
    return List.of(
        new Upgraded("1.0.0", Duration.ofSeconds(155), 7, "passed", 0, List.of(waivedTask()), "1.2.0", 312, List.of(), List.of()),
        new Upgraded("1.1.0", Duration.ofSeconds(150), 3, "passed", fails ? 1 : 0, fails ? List.of(waivedTask(), changedTask()) : List.of(),
            "1.2.0", 313, differences, fails ? List.of("1 package is not as in a fresh image of this version") : List.of()));
  }

  private static List<Twin> twins(boolean same) {
    SortedMap<String, String> one = new TreeMap<>();
    one.put("ed25519", "SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDQzxBfN1pGm3JkRkE");
    one.put("rsa", "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8");
    SortedMap<String, String> two = new TreeMap<>();
    two.put("ed25519", "SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM");
    two.put("rsa", "SHA256:br9IjFspm1vxR3iA35FWE+4VTyz1hYVLIE2t1/CeyWQ");
    String id = "4f1e6f0a2b3c4d5e8f9a0b1c2d3e4f5a";
    return List.of(
        new Twin("one", "twin-one", id, one, List.of(), milestones(0)),
        new Twin("two", "twin-two", same ? id : "0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d", two, same ? List.of("app.service") : List.of(),
            same ? milestones(1500).subList(0, 4) : milestones(1500)));
  }

  private static List<Milestone> milestones(int later) {
    return List.of(new Milestone("Boot loader", Duration.ofMillis(2300 + later / 2)),
        new Milestone("Kernel", Duration.ofMillis(5100 + later)),
        new Milestone("SSH answers", Duration.ofMillis(31200 + later)), new Milestone("Logged in", Duration.ofMillis(34400 + later)),
        new Milestone("Boot finished", Duration.ofMillis(38400 + later)));
  }
}
