package io.github.vmimage.seal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The guest's users, from {@code /etc/passwd} and {@code /etc/shadow}. */
final class Accounts {
  static final String PASSWD = "/etc/passwd";
  static final String SHADOW = "/etc/shadow";

  /** What the password field of an account amounts to. */
  enum Password {
    LOCKED("locked"),
    LOCKED_WITH_HASH("locked, but the hash of a password is still there"),
    SET("a password is set"),
    NONE_NEEDED("no password is needed"),
    MISSING("no such account");

    private final String words;

    Password(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }

    /** No password hash begins with an exclamation mark or a star; what follows a mark is what was there before (passwd(1), option -l). */
    private static Password of(String field) {
      if (field.isEmpty()) {
        return NONE_NEEDED;
      }
      if (!field.startsWith("!") && !field.startsWith("*")) {
        return SET;
      }
      return field.contains("$") ? LOCKED_WITH_HASH : LOCKED;
    }
  }

  /** A user and where its password is kept. */
  record User(String name, Password password, String file) {}

  private final List<User> users = new ArrayList<>();
  private final Set<String> homes = new LinkedHashSet<>();

  private Accounts() {}

  static Accounts of(GuestTree tree) {
    Map<String, String> shadow = new HashMap<>();
    lines(tree, SHADOW).forEach(fields -> shadow.putIfAbsent(fields[0], fields.length > 1 ? fields[1] : ""));
    Accounts accounts = new Accounts();
    for (String[] fields : lines(tree, PASSWD)) {
      String field = fields.length > 1 ? fields[1] : "";
      if (!field.equals("x")) {
        accounts.users.add(new User(fields[0], Password.of(field), PASSWD));
      } else if (shadow.containsKey(fields[0])) {
        accounts.users.add(new User(fields[0], Password.of(shadow.get(fields[0])), SHADOW));
      } else {
        accounts.users.add(new User(fields[0], Password.LOCKED, SHADOW));
      }
      if (fields.length > 5 && fields[5].startsWith("/")) {
        accounts.homes.add(fields[5]);
      }
    }
    // A home outlives its user, and new users start with what is in the skeleton.
    accounts.homes.add("/root");
    accounts.homes.add("/etc/skel");
    tree.glob("/home/*").forEach(home -> accounts.homes.add(home.path()));
    return accounts;
  }

  /** In the order of {@code /etc/passwd}. */
  List<User> users() {
    return users;
  }

  /** Home folders that exist, each once. */
  static Collection<GuestEntry> homes(GuestTree tree) {
    Map<Path, GuestEntry> homes = new LinkedHashMap<>();
    of(tree).homes.stream().map(tree::follow).filter(e -> e.kind() == GuestEntry.Kind.FOLDER).forEach(e -> homes.putIfAbsent(e.host(), e));
    return homes.values();
  }

  /** The fields of each line of an account file; comments and the lines of NIS left out. */
  static List<String[]> lines(GuestTree tree, String file) {
    return tree.read(file).lines().filter(line -> !line.isBlank() && !line.matches("[#+-].*")).map(line -> line.split(":", -1)).toList();
  }
}
