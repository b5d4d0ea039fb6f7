package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a guest's sshd reads of its configuration, in the order in which it reads: sshd_config(5) of OpenSSH 9.9. An {@code Include} stands
 * for the files that its globs name, in order of names, relative ones below {@code /etc/ssh}; a {@code Match} ends with the file that it
 * stands in. The first value of a keyword counts, and the first in the reach of a {@code Match} goes before it for those
 * whom that names.
 */
final class SshdConfiguration {
  static final String MAIN = "/etc/ssh/sshd_config";
  /** Where distributions that keep /etc for the administrator (openSUSE) have theirs; sshd reads it where there is no {@link #MAIN}. */
  private static final String VENDOR = "/usr/etc/ssh/sshd_config";
  /** Files within files; as sshd. */
  private static final int MAX_DEPTH = 16;
  /** Settings in all; thousands of times what a real one has. */
  private static final int MAX_SETTINGS = 20_000;

  /**
   * One line.
   *
   * @param file where it stands
   * @param keyword as it is spelt there
   * @param values what follows, without quotes
   * @param conditions what the {@code Match} lines say in whose reach it is, those of including files first; empty before any
   */
  record Setting(String file, String keyword, List<String> values, List<String> conditions) {
    boolean is(String other) {
      return keyword.equalsIgnoreCase(other);
    }

    String value() {
      return values.isEmpty() ? "" : values.get(0);
    }

    boolean isGlobal() {
      return conditions.isEmpty();
    }

    /** Whether it is behind a {@code Match} that names some, and not behind {@code Match all}. */
    boolean isForSome() {
      return conditions.stream().anyMatch(c -> !c.equalsIgnoreCase("all"));
    }
  }

  private final GuestTree tree;
  private final List<Setting> settings = new ArrayList<>();

  private SshdConfiguration(GuestTree tree) {
    this.tree = tree;
  }

  /** What is read when the machine starts sshd as its service does; nothing where there is no configuration. */
  static SshdConfiguration of(GuestTree tree) {
    SshdConfiguration configuration = new SshdConfiguration(tree);
    SshdOptions options = SshdOptions.of(tree);
    options.settings().forEach(configuration.settings::add);
    List<String> files = options.files().isEmpty() ? List.of(tree.follow(MAIN).exists() ? MAIN : VENDOR) : options.files();
    files.forEach(file -> configuration.read(tree.at(file), List.of(), 0));
    return configuration;
  }

  /** What {@code sshd -f FILE} reads. */
  static SshdConfiguration of(GuestTree tree, String file) {
    SshdConfiguration configuration = new SshdConfiguration(tree);
    configuration.read(tree.at(file), List.of(), 0);
    return configuration;
  }

  /** Every value of a keyword that counts for somebody: the first for all, and each behind a {@code Match} that names some. */
  Stream<Setting> effective(String keyword) {
    return Stream.concat(first(keyword).stream(), all(keyword).filter(Setting::isForSome));
  }

  /** The value that counts for all whom no {@code Match} names. */
  Optional<Setting> first(String keyword) {
    return all(keyword).filter(s -> !s.isGlobal() && !s.isForSome()).findFirst().or(() -> all(keyword).filter(Setting::isGlobal).findFirst());
  }

  Stream<Setting> all(String keyword) {
    return settings.stream().filter(s -> s.is(keyword));
  }

  private void read(GuestEntry file, List<String> within, int depth) {
    List<String> conditions = within;
    for (String line : tree.read(file).lines().toList()) {
      if (settings.size() >= MAX_SETTINGS) {
        tree.trouble(file.path(), "not read to its end: sshd's configuration has more than " + MAX_SETTINGS + " lines");
        return;
      }
      Optional<Setting> setting = setting(file.path(), line, conditions);
      if (setting.isEmpty()) {
        continue;
      }
      Setting s = setting.get();
      if (s.is("Match")) {
        conditions = Stream.concat(within.stream(), Stream.of(String.join(" ", s.values()))).toList();
      } else if (s.is("Include")) {
        include(file, s.values(), conditions, depth);
      } else {
        settings.add(s);
      }
    }
  }

  private void include(GuestEntry from, List<String> patterns, List<String> conditions, int depth) {
    if (depth >= MAX_DEPTH) {
      tree.trouble(from.path(), "includes others more than " + MAX_DEPTH + " deep");
      return;
    }
    for (String pattern : patterns) {
      for (GuestEntry file : tree.glob(pattern.startsWith("/") ? pattern : "/etc/ssh/" + pattern)) {
        boolean hidden = file.name().startsWith(".") && !pattern.substring(pattern.lastIndexOf('/') + 1).startsWith(".");
        if (!hidden && tree.follow(file).kind() != Kind.FOLDER) {
          read(file, conditions, depth + 1);
        }
      }
    }
  }

  /** One line, as a file has it; empty where it says nothing. */
  static Optional<Setting> setting(String file, String line, List<String> conditions) {
    String rest = line.strip();
    if (rest.isEmpty() || rest.startsWith("#")) {
      return Optional.empty();
    }
    int end = 0;
    while (end < rest.length() && !Character.isWhitespace(rest.charAt(end)) && rest.charAt(end) != '=' && rest.charAt(end) != '"') {
      end++;
    }
    String keyword = rest.substring(0, end);
    // One equals sign may stand between keyword and value.
    return Optional.of(new Setting(file, keyword, words(rest.substring(end).replaceFirst("^\\s*=?\\s*", "")), conditions));
  }

  /** Words apart by blanks; quotes hold a word together, a backslash takes a quote, a blank or itself, a number sign ends the line. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean open = false;
    char quote = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
      if (quote == 0 && Character.isWhitespace(c)) {
        if (open) {
          words.add(word.toString());
          word.setLength(0);
          open = false;
        }
        continue;
      }
      if (c == '#' && !open) {
        break;
      }
      open = true;
      if (c == '\\' && (next == '"' || next == '\'' || next == '\\' || quote == 0 && next == ' ')) {
        word.append(next);
        at++;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (open) {
      words.add(word.toString());
    }
    return words;
  }
}
