package io.github.vmimage.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vmimage.report.Finding;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.seal.RuleResult.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditReportTest {

  @TempDir
  Path temp;
  private SealedGuest guest;

  @BeforeEach
  void sealGuest() {
    guest = new SealedGuest(temp);
  }

  @Test
  void passesASealedGuestAndNamesEveryRule() {
    AuditReport report = guest.audit();
    assertThat(report.problem("disk.qcow2")).isEmpty();
    assertThat(report.findings()).isEmpty();
    assertThat(report.results()).extracting(RuleResult::id).containsExactlyElementsOf(SealRules.all().stream().map(SealRule::id).toList());
    assertThat(report.results()).allMatch(r -> r.outcome() == Outcome.PASSED && r.reason().isEmpty());
  }

  /** A disk may have another root that only an older partition table shows. */
  @Test
  void aRuleHoldsWhereItHoldsInEveryRootOfTheDisk(@TempDir Path other) {
    AuditReport sealed = guest.audit(new Waiver("swap", "It hibernates."));
    AuditReport dead = new SealedGuest(other).file("/etc/machine-id", "4f1c7a2e9b3d4c5e8f60718293a4b5c6\n")
        .audit(new Waiver("swap", "It hibernates."));
    for (AuditReport both : List.of(sealed.and("partition 1 of the MBR", dead), dead.and("partition 1 of the MBR", sealed))) {
      assertThat(both.results()).filteredOn(r -> r.outcome() == Outcome.FAILED).extracting(RuleResult::id).containsExactly("machine-id");
      assertThat(both.results()).filteredOn(r -> r.outcome() == Outcome.WAIVED).extracting(RuleResult::id).containsExactly("swap");
    }
    assertThat(sealed.and("partition 1 of the MBR", dead).problem("disk.qcow2").orElseThrow().text())
        .contains("[machine-id] partition 1 of the MBR:/etc/machine-id: set: a file of 33 bytes");
  }

  @Test
  void tellsRulePathReasonAndRemedyOfEachFinding() {
    guest.file("/etc/machine-id", "4f1c7a2e9b3d4c5e8f60718293a4b5c6\n").file("/tmp/a\nb\u001b[2J", "").file("/tmp/play.yml", "");
    AuditReport report = guest.audit();
    assertThat(report.problem("disk.qcow2").orElseThrow().text()).isEqualTo("""
        The image is not sealed: 2 of %d rules failed
          where:    disk.qcow2
          seen:     [machine-id] /etc/machine-id: set: a file of 33 bytes
                      why: A machine ID that is set is shared by every machine made from the image: DHCP leases, journals and agents mix \
        them up; one that is missing stops some systems from booting
                      fix: Empty the file and keep it: truncate -s 0 /etc/machine-id
                    [temporary-files] /tmp/a\\u000Ab\\u001B[2J: an empty file
                    [temporary-files] /tmp/play.yml: an empty file
                      why: Uploaded playbooks, scripts and secrets of the build end in temporary folders, and nobody who starts the \
        image looks there
                      fix: Empty /tmp and /var/tmp after the last task, as the role vmimage_seal does
          accepted: every rule holds, or is waived with a reason
          next:     let the roles vmimage_stamp and vmimage_seal be the last of the playbook, then: mvn install
                    to waive a rule: <waivers><waiver><rule>machine-id</rule><reason>...</reason></waiver></waivers>"""
        .formatted(SealRules.all().size()));
    String why = "an empty file. Uploaded playbooks, scripts and secrets of the build end in temporary folders, and nobody who starts "
        + "the image looks there. Fix: Empty /tmp and /var/tmp after the last task, as the role vmimage_seal does";
    assertThat(report.findings()).extracting(Finding::text).containsExactly(
        "/etc/machine-id: error [machine-id] set: a file of 33 bytes. A machine ID that is set is shared by every machine made from the "
            + "image: DHCP leases, journals and agents mix them up; one that is missing stops some systems from booting. "
            + "Fix: Empty the file and keep it: truncate -s 0 /etc/machine-id",
        "/tmp/a\\u000Ab\\u001B[2J: error [temporary-files] " + why, "/tmp/play.yml: error [temporary-files] " + why);
  }

  @Test
  void recordsAWaivedRuleWithItsReasonAndWhatBreaksIt() {
    guest.file("/swapfile", "x").file("/tmp/x", "");
    AuditReport report = guest.audit(new Waiver("swap", " hibernation "), new Waiver("luks", "data disk"));
    assertThat(report.results()).filteredOn(r -> r.outcome() != Outcome.PASSED).containsExactlyInAnyOrder(
        new RuleResult("swap", Outcome.WAIVED, "hibernation", List.of(new Violation("/swapfile", "a file of 1 byte"))),
        new RuleResult("luks", Outcome.WAIVED, "data disk", List.of()),
        new RuleResult("temporary-files", Outcome.FAILED, "", List.of(new Violation("/tmp/x", "an empty file"))));
    assertThat(report.findings()).extracting(Finding::rule).containsExactly("temporary-files");
  }

  @Test
  void countsWhatItDoesNotList() {
    IntStream.range(0, 23).forEach(n -> guest.file("/tmp/file-%02d".formatted(n), ""));
    List<Violation> violations = guest.audit().results().stream().filter(r -> r.id().equals("temporary-files")).findFirst().orElseThrow()
        .violations();
    assertThat(violations).hasSize(21).startsWith(new Violation("/tmp/file-00", "an empty file")).endsWith(new Violation("...", "3 more"));
  }

  @Test
  void survivesAJourneyThroughJson() throws Exception {
    guest.file("/tmp/\u00e4\n", "").remove("/etc/release");
    AuditReport report = guest.audit(new Waiver("swap", "hibernation"));
    ObjectMapper json = new ObjectMapper();
    String text = json.writeValueAsString(report);
    assertThat(json.readValue(text, AuditReport.class)).isEqualTo(report);
    assertThat(json.readTree(text).fieldNames()).toIterable().containsExactly("results");
    assertThat(json.readTree(text).get("results").get(0).fieldNames()).toIterable().containsExactly("id", "outcome", "reason",
        "violations");
  }

  @Test
  void tellsAFindingOfARuleItDoesNotKnow() {
    AuditReport report = new AuditReport(List.of(new RuleResult("new-rule", Outcome.FAILED, "", List.of(new Violation("/a", "bad")))));
    assertThat(report.findings()).extracting(Finding::text).containsExactly("/a: error [new-rule] bad.");
    assertThat(report.problem("disk.qcow2").orElseThrow().seen()).isEqualTo("[new-rule] /a: bad");
  }

  @Test
  void asksForAPlaceWhereTheRootIs() {
    assertThatThrownBy(() -> Audit.run(temp.resolve("none"), SealedGuest.BUILD, List.of())).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The guest's root file system cannot be read");
    assertThatThrownBy(() -> Audit.run(temp.resolve("etc/passwd"), SealedGuest.BUILD, List.of())).isInstanceOf(ProblemException.class);
  }

  @Test
  void failsAnEmptyTree() {
    AuditReport report = Audit.run(temp.resolve("home"), SealedGuest.BUILD, List.of());
    assertThat(report.results()).filteredOn(r -> r.outcome() == Outcome.FAILED).extracting(RuleResult::id)
        .containsExactly("machine-id", "root-password", "system-folders", "account-files", "stamp-release", "stamp-os-release");
  }
}
