package io.github.vmimage.pipeline;

import java.util.Locale;

/**
 * A part of a playbook that cannot be applied twice without a change.
 *
 * @param kind a whole role, or one task
 * @param name the role's name; the task's as Ansible shows it, such as {@code web : Note the time}
 * @param reason why, in the project's own words; ends up in the release's manifest
 */
public record NonIdempotentPart(Kind kind, String name, String reason) {
  /** How much may change something. */
  public enum Kind {
    /** All tasks of a role. */
    ROLE,
    /** One task. */
    TASK;

    /** {@return the element's name in a POM} */
    public String element() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
