package io.github.vmimage.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * The table of what programs leave of one machine, by system. It lies in the role {@code vmimage_seal}, whose script removes what it says;
 * the audit looks for the same rows, and {@code docs/seal-rules.md} shows them. So what is removed, found and told is one list.
 */
final class Leftovers {
  private static final String TABLE = "/io/github/vmimage/ansible/roles/vmimage_seal/templates/leftovers.tsv";
  private static final List<Leftover> ALL = read();

  private Leftovers() {}

  /** Every row, in the table's order. */
  static List<Leftover> all() {
    return ALL;
  }

  private static List<Leftover> read() {
    try (InputStream in = Leftovers.class.getResourceAsStream(TABLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Leftover::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A rule that also looks for its rows of the table, after what it looks for by itself. */
  static SealRule with(SealRule rule) {
    List<Leftover> rows = ALL.stream().filter(row -> row.rule().equals(rule.id()) && !row.isSearched()).toList();
    if (rows.isEmpty()) {
      return rule;
    }
    return new SealRule(rule.id(), rule.severity(), rule.reason(), rule.remedy(), rule.tried(), i -> {
      rule.check().on(i);
      Collection<GuestEntry> homes = rows.stream().anyMatch(Leftover::isInHomes) ? Accounts.homes(i.tree()) : List.of();
      rows.forEach(row -> row.in(i, homes));
    });
  }
}
