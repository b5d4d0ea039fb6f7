package io.github.vmimage.ansible;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An error of Ansible itself, before any task runs.
 *
 * @param message one line
 * @param file as Ansible calls it; empty where it names none
 * @param line counted from 1, 0 where it names none
 * @param column counted from 1, 0 where it names none
 */
record AnsibleFault(String message, String file, int line, int column) {
  private static final Pattern HEAD = Pattern.compile("(?m)^(?:ERROR!|\\[ERROR]:) (.*)$");
  private static final Pattern PLACE = Pattern.compile("The error appears to be in '(.+?)': line (\\d{1,9}), column (\\d{1,9})");
  private static final Pattern ORIGIN = Pattern.compile("(?m)^Origin: (.+?):(\\d{1,9})(?::(\\d{1,9}))?$");
  private static final Pattern SEARCHED = Pattern.compile("(the role '[^']*' was not found) in .*");
  private static final Pattern ABSENT_ROLE = Pattern.compile("the role '([^']*)' was not found.*");
  private static final Pattern ABSENT_MODULE = Pattern.compile("couldn't resolve module/action '([\\w]+\\.[\\w]+)\\.[\\w.]+'.*");

  /**
   * Reads what Ansible prints.
   *
   * @param text standard error
   * @return the first error in it
   */
  static Optional<AnsibleFault> parse(String text) {
    Matcher head = HEAD.matcher(text);
    if (!head.find()) {
      return Optional.empty();
    }
    String rest = text.substring(head.end());
    String detail = rest.lines().map(String::strip).dropWhile(String::isEmpty).takeWhile(l -> !l.startsWith("The error appears")
        && !l.startsWith("Origin:") && !l.startsWith("The offending line")).filter(l -> !l.isEmpty() && !l.startsWith("JSON: "))
        .collect(Collectors.joining(" "));
    String message = shortened(detail.isEmpty() ? head.group(1) : head.group(1) + " " + detail);
    Matcher place = PLACE.matcher(rest);
    if (!place.find()) {
      place = ORIGIN.matcher(rest);
      if (!place.find()) {
        return Optional.of(new AnsibleFault(message, "", 0, 0));
      }
    }
    return Optional.of(new AnsibleFault(message, place.group(1), Integer.parseInt(place.group(2)),
        place.group(3) == null ? 0 : Integer.parseInt(place.group(3))));
  }

  /** Leaves the list of searched folders out. */
  static String shortened(String message) {
    Matcher searched = SEARCHED.matcher(message);
    return searched.matches() ? searched.group(1) : message.strip();
  }

  /**
   * What to do where a role or a collection is not installed.
   *
   * @param message what Ansible or ansible-lint says
   * @param requirements the project's requirements files that exist
   * @param shown how they are called
   * @return the command or edit, or nothing for another message
   */
  static Optional<String> remedy(String message, List<Path> requirements, Function<Path, String> shown) {
    Matcher role = ABSENT_ROLE.matcher(message);
    Matcher module = ABSENT_MODULE.matcher(message);
    boolean isRole = role.matches();
    if (!isRole && !module.matches()) {
      return Optional.empty();
    }
    String name = isRole ? role.group(1) : module.group(1);
    if (!isRole && name.startsWith("ansible.")) {
      return Optional.empty();
    }
    String kind = isRole ? "role" : "collection";
    Optional<Path> listed = requirements.stream().filter(f -> mentions(f, name)).findFirst();
    String file = listed.or(() -> requirements.stream().findFirst()).map(shown).orElse("requirements.yml");
    String install = "ansible-galaxy " + kind + " install -r " + file;
    return Optional.of(listed.isPresent() ? install
        : (isRole ? "correct the name, or put the role" : "put the collection " + name) + " into " + file + " and run " + install);
  }

  private static boolean mentions(Path file, String name) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(name);
    } catch (IOException e) {
      return false;
    }
  }
}
