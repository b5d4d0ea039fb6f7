package io.github.vmimage.seal;

import static io.github.vmimage.seal.LeftoverSamples.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.seal.Leftover.Action;
import io.github.vmimage.seal.RuleResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sealed guest with one leftover at a time, for every row of the table: each is found, and what the seal is to remove it removes. */
@Timeout(120)
class LeftoversTest {
  @TempDir
  Path temp;

  /** The row's file; of one that may be a folder, also a file below. */
  private static List<Consumer<SealedGuest>> ways(Leftover row) {
    List<Consumer<SealedGuest>> ways = new ArrayList<>();
    LeftoverSamples.of(row).forEach(text -> ways.add(g -> g.file(place(row), text)));
    if (row.test().equals("data")) {
      ways.add(g -> g.file(place(row) + "/a/b", "x"));
    }
    return ways;
  }

  private static List<String> findings(SealedGuest guest) {
    return guest.audit().results().stream().filter(r -> r.outcome() == Outcome.FAILED)
        .flatMap(r -> r.violations().stream().map(v -> r.id() + " " + v.path())).toList();
  }

  /** What the row's own rule says of a guest; a whole audit for each of hundreds of rows would take minutes. */
  private static List<String> told(SealedGuest guest, Leftover row) {
    Inspection inspection = new Inspection(new GuestTree(guest.root()), SealedGuest.BUILD,
        () -> SecretScan.of(guest.root(), SealedGuest.PUBLIC_KEY, SecretScan.Limits.DEFAULT));
    SealRules.find(row.rule()).orElseThrow().check().on(inspection);
    return inspection.violations().stream().map(Violation::path).toList();
  }

  @Test
  void eachIsFound() throws IOException {
    List<String> unseen = new ArrayList<>();
    SealedGuest guest = new SealedGuest(temp.resolve("guest"));
    for (Leftover row : Leftovers.all()) {
      for (Consumer<SealedGuest> way : ways(row)) {
        String before = read(guest.at(place(row)));
        way.accept(guest);
        List<String> told = told(guest, row);
        if (told.isEmpty() || !told.stream().allMatch(path -> path.startsWith(place(row)))) {
          unseen.add(row.path() + ": " + told);
        }
        undo(guest, place(row), before);
      }
    }
    assertThat(unseen).isEmpty();
    assertThat(findings(guest)).isEmpty();
    guest.removeLinks();
  }

  @Test
  void allAreFoundByOneAudit() {
    SealedGuest guest = new SealedGuest(temp.resolve("guest"));
    Leftovers.all().forEach(row -> ways(row).get(0).accept(guest));
    assertThat(guest.audit().results().stream().filter(r -> r.outcome() == Outcome.FAILED).map(RuleResult::id))
        .containsAll(Leftovers.all().stream().map(Leftover::rule).toList());
    guest.removeLinks();
  }

  private static String read(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.readString(file) : null;
  }

  private static void undo(SealedGuest guest, String path, String before) throws IOException {
    try (Stream<Path> all = Files.walk(guest.at(path))) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
    if (before != null) {
      guest.file(path, before);
    }
  }

  @Test
  void theSealRemovesWhatTheTableSays() throws Exception {
    Path script = SealScript.render(temp);
    for (int way = 0; way < 2; way++) {
      SealedGuest guest = new SealedGuest(temp.resolve("guest" + way));
      List<Leftover> removed = Leftovers.all().stream().filter(r -> r.action() == Action.REMOVE || r.action() == Action.EMPTY).toList();
      for (Leftover row : removed) {
        List<Consumer<SealedGuest>> ways = ways(row);
        ways.get(Math.min(way, ways.size() - 1)).accept(guest);
      }
      guest.file("/etc/fstab", "root / ext4 defaults 0 1\n");
      assertThat(findings(guest)).hasSizeGreaterThan(100);
      SealScript.Ended ended = SealScript.seal(guest, script, "sh", "busybox", "poweroff");
      assertThat(ended.exitCode()).as(ended.output()).isZero();
      assertThat(findings(guest)).isEmpty();
      guest.removeLinks();
    }
  }

  @Test
  void everyRowIsInOrder() {
    List<String> rules = SealRules.all().stream().map(SealRule::id).toList();
    assertThat(Leftovers.all()).hasSizeGreaterThan(400).allSatisfy(row -> {
      assertThat(rules).contains(row.rule());
      assertThat(row.path()).matches("(~|)/[^\\s{}'\"$;&|<>()]+").doesNotContain("..", "//").doesNotMatch("/[^/]+|.*/");
      assertThat(row.test()).matches("any|data|searched|text:.+");
      assertThat(row.system() + row.what()).isNotBlank().doesNotContain("|");
      assertThat(row.seen()).matches("documented|usual|[a-z0-9][a-z0-9.+-]+ [0-9][^\\s]*");
      if (row.test().startsWith("text:")) {
        Pattern.compile(row.test().substring("text:".length()));
        // A script cannot look before it removes.
        assertThat(row.action()).isEqualTo(Action.KEEP);
        assertThat(LeftoverSamples.paths()).contains(row.path());
      }
      if (row.action() == Action.EMPTY) {
        assertThat(row.path()).doesNotContain("*", "~");
      }
    });
    assertThat(Leftovers.all().stream().map(row -> row.rule() + row.path())).doesNotHaveDuplicates();
    assertThat(Leftovers.all().stream().map(Leftover::path)).containsAll(LeftoverSamples.paths());
  }

  /** What a program brings, or a person writes, that holds no secret. */
  @Test
  void aFileWithoutASecretIsNoFinding() {
    SealedGuest guest = new SealedGuest(temp.resolve("guest"));
    guest.folder("/var/lib/zerotier-one").folder("/etc/corosync/authkey").file("/etc/krb5.keytab", "");
    LeftoverSamples.defaults().forEach(innocent -> guest.file(innocent.path(), innocent.text()));
    assertThat(findings(guest)).isEmpty();
    guest.removeLinks();
  }
}
