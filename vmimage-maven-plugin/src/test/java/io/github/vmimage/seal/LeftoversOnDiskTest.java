package io.github.vmimage.seal;

import static io.github.vmimage.seal.LeftoverSamples.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.disk.OpenDisk;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Finished disks with every leftover of the table, read as the audit of an image reads them: each is found by its path. */
@Timeout(120)
class LeftoversOnDiskTest {
  /** Rows of one rule on one disk: a rule tells no more than {@link Inspection#SHOWN} findings, and other rows' files may be among them. */
  private static final int ROWS = 12;

  @TempDir
  Path temp;

  /** All findings of a disk with one ext4 of the tree, by their rules. */
  private Map<String, List<String>> findings(SealedGuest guest, String name) throws IOException, InterruptedException {
    Path disk = temp.resolve(name + ".raw");
    assertThat(new ProcessBuilder("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin mke2fs -q -F -t ext4 -d \"$1\" \"$2\" 24m", "sh", guest.root().toString(),
        disk.toString()).inheritIO().start().waitFor()).isZero();
    guest.removeLinks();
    try (OpenDisk open = OpenDisk.open(disk, temp.resolve("scratch"), new Processes(Secrets.NONE, Progress.SILENT))) {
      return open.read(root -> Audit.run(root, SealedGuest.BUILD, List.of())).results().stream()
          .collect(Collectors.toMap(RuleResult::id, r -> r.violations().stream().map(Violation::path).toList()));
    } finally {
      Files.delete(disk);
    }
  }

  @Test
  void aSealedDiskHasNone() throws Exception {
    assertThat(findings(new SealedGuest(temp.resolve("sealed")), "sealed").values()).allMatch(List::isEmpty);
  }

  @Test
  void eachRowIsFound() throws Exception {
    Map<String, List<Leftover>> byRule = Leftovers.all().stream().collect(Collectors.groupingBy(Leftover::rule));
    int seen = 0;
    for (int first = 0; seen < Leftovers.all().size(); first += ROWS) {
      int from = first;
      List<Leftover> rows = byRule.values().stream().flatMap(all -> all.stream().skip(from).limit(ROWS)).toList();
      SealedGuest guest = new SealedGuest(temp.resolve("guest" + first));
      rows.forEach(row -> guest.file(place(row), LeftoverSamples.of(row).get(0)));
      Map<String, List<String>> findings = findings(guest, "disk" + first);
      assertThat(rows).allSatisfy(row -> assertThat(findings.get(row.rule())).as(row.path()).contains(place(row)));
      seen += rows.size();
    }
  }
}
