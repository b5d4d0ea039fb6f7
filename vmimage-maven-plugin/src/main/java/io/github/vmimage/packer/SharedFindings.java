package io.github.vmimage.packer;

import io.github.vmimage.report.Finding;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Findings of one template: one that several sources share, since they take the same variable, is told once and names them. */
final class SharedFindings {
  private static final int NAMED = 12;

  private final Map<Finding, Set<String>> sharers = new LinkedHashMap<>();

  /** Adds what was seen for a source or another part; empty for a finding of no part. */
  void add(Finding finding, String part) {
    Set<String> parts = sharers.computeIfAbsent(finding, f -> new TreeSet<>());
    if (!part.isEmpty()) {
      parts.add(part);
    }
  }

  void addAll(Collection<Finding> findings) {
    findings.forEach(f -> add(f, ""));
  }

  List<Finding> list() {
    return sharers.entrySet().stream().map(e -> told(e.getKey(), e.getValue())).toList();
  }

  private static Finding told(Finding finding, Set<String> parts) {
    if (parts.size() < 2) {
      return finding;
    }
    String named = String.join(", ", parts.stream().limit(NAMED).toList());
    String more = parts.size() > NAMED ? " and " + (parts.size() - NAMED) + " more" : "";
    return new Finding(finding.severity(), finding.rule(), finding.place(), finding.message() + " (" + named + more + ")", finding.fix());
  }
}
