package io.github.vmimage.testreport;

import io.github.vmimage.report.Quantity;
import java.util.List;

/** What checks are about; each area is one section of the page and one test suite. In the order of both. */
public enum Area {
  /** The finished disk, held against the rules of the seal. */
  SEAL("seal", "Seal", "audit", "rule", true),
  /** The first boots of two clones. */
  FIRST_BOOT("first-boot", "First boot", "test", "test", true),
  /** The project's own acceptance playbook. */
  ACCEPTANCE("acceptance", "Acceptance", "test", "test", true),
  /** The playbook, applied a second time. */
  IDEMPOTENCE("idempotence", "Idempotence", "test", "test", true),
  /** Machines of older releases, upgraded to this one. */
  UPGRADE("upgrade", "Upgrade", "upgrade-test", "upgrade", false);

  private final String id;
  private final String title;
  private final String goal;
  private final String unit;
  private final boolean expected;

  Area(String id, String title, String goal, String unit, boolean expected) {
    this.id = id;
    this.title = title;
    this.goal = goal;
    this.unit = unit;
    this.expected = expected;
  }

  /**
   * The area's name for machines.
   *
   * @return kebab case; a test suite's name, and an anchor of the page
   */
  public String id() {
    return id;
  }

  /** {@return the area's name for people} */
  public String title() {
    return title;
  }

  /** {@return the goal that checks it} */
  public String goal() {
    return goal;
  }

  /** How many of what. */
  String count(long number) {
    return Quantity.of(number, unit);
  }

  /** Whether a release is not complete without it. */
  boolean isExpected() {
    return expected;
  }

  static List<Area> all() {
    return List.of(values());
  }
}
