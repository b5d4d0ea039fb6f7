package io.github.vmimage.ansible;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task that reported a change.
 *
 * @param name as Ansible shows it, the role's name before it
 * @param role the role whose file it stands in; empty where it stands in none
 * @param file as Ansible calls it; empty where it was not told
 * @param line counted from 1; 0 where it was not told
 */
public record ChangedTask(String name, String role, String file, int line) {
  private static final Pattern PLACE = Pattern.compile("(.+):(\\d{1,9})");
  private static final Pattern ROLE = Pattern.compile("(?:.*/)?([^/]+)/(?:tasks|handlers)/.+");

  static ChangedTask at(String name, String place) {
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches()) {
      return new ChangedTask(name, "", "", 0);
    }
    return new ChangedTask(name, role(name, parts.group(1)), parts.group(1), Integer.parseInt(parts.group(2)));
  }

  /** A playbook may have folders named like those of a role; Ansible tells a role's task by its name, too. */
  private static String role(String name, String file) {
    Matcher role = ROLE.matcher(file);
    return role.matches() && name.matches("(?s)(.*\\.)?" + Pattern.quote(role.group(1)) + " : .*") ? role.group(1) : "";
  }

  /** {@return file and line for a person, or the name where the place is not known} */
  public String place() {
    return file.isEmpty() ? name : file + ":" + line;
  }
}
