package io.github.vmimage.ansible;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task that reported a change.
 *
 * @param name as Ansible shows it, the role's name before it
 * @param role the role whose file it stands in; empty where it stands in none
 * @param file as Ansible calls it; empty where it was not told
 * @param line counted from 1; 0 where it was not told
 * @param items of its loop that changed something, as Ansible shows them; empty without a loop
 * @param diff what Ansible said of the change ({@code --diff}), the first lines; empty where it said nothing
 * @param effect what it changed
 */
public record ChangedTask(String name, String role, String file, int line, List<String> items, List<String> diff, Effect effect) {
  private static final Pattern PLACE = Pattern.compile("(.+):(\\d{1,9})");
  private static final Pattern ROLE = Pattern.compile("(?:.*/)?([^/]+)/(?:tasks|handlers)/.+");

  /** Copies the lists. */
  public ChangedTask {
    items = List.copyOf(items);
    diff = List.copyOf(diff);
  }

  /** What a task changed. */
  public enum Effect {
    /** The machine, or what is not known to be anything else. */
    MACHINE(""),
    /** A list of packages that could be installed, which says nothing of those that are. */
    PACKAGE_INDEX("it refreshes an index of packages"),
    /** What the machine has only because it is tested: a user, a name, a network. */
    TEST("it concerns only what the test brought");

    private final String reason;

    Effect(String reason) {
      this.reason = reason;
    }

    /**
     * Why it does not count as a change of the machine.
     *
     * @return empty where it counts
     */
    public String reason() {
      return reason;
    }
  }

  /**
   * A task by its place.
   *
   * @param name as Ansible shows it
   * @param place {@code file:line}; anything else is no place
   * @return a change of the machine
   */
  public static ChangedTask at(String name, String place) {
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches()) {
      return new ChangedTask(name, "", "", 0, List.of(), List.of(), Effect.MACHINE);
    }
    return new ChangedTask(name, role(name, parts.group(1)), parts.group(1), Integer.parseInt(parts.group(2)), List.of(), List.of(),
        Effect.MACHINE);
  }

  /** A playbook may have folders named like those of a role; Ansible tells a role's task by its name, too. */
  private static String role(String name, String file) {
    Matcher role = ROLE.matcher(file);
    return role.matches() && name.matches("(?s)(.*\\.)?" + Pattern.quote(role.group(1)) + " : .*") ? role.group(1) : "";
  }

  ChangedTask with(Effect other) {
    return new ChangedTask(name, role, file, line, items, diff, other);
  }

  /** {@return whether it counts as a change of the machine} */
  public boolean counts() {
    return effect == Effect.MACHINE;
  }

  /** {@return file and line for a person, or the name where the place is not known} */
  public String place() {
    return file.isEmpty() ? name : file + ":" + line;
  }
}
