package io.github.vmimage.seal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One rule's look at one image: the files, what is expected of them, and the violations so far. */
public final class Inspection {
  /** How many violations of one rule are told; the rest is counted. */
  static final int SHOWN = 20;

  private final GuestTree tree;
  private final AuditedBuild build;
  private final Supplier<SecretScan.Result> secrets;
  private final Set<Violation> violations = new LinkedHashSet<>();
  private int more;

  Inspection(GuestTree tree, AuditedBuild build, Supplier<SecretScan.Result> secrets) {
    this.tree = tree;
    this.build = build;
    this.secrets = secrets;
  }

  GuestTree tree() {
    return tree;
  }

  /** What the image has to say about itself; empty where its build is unknown. */
  Optional<ExpectedStamp> stamp() {
    return build.stamp();
  }

  /** Whom the build logged in as; empty where that is root or nobody. */
  String buildUser() {
    return build.user();
  }

  /** Parts of the disk that are not below the tree and could not be read. */
  List<Violation> missed() {
    return build.missed();
  }

  /** What else is on the disk. */
  BesideTheRoot beside() {
    return build.beside();
  }

  /** What a look into every file found. */
  SecretScan.Result secrets() {
    return secrets.get();
  }

  void violation(String path, String seen) {
    Violation violation = new Violation(path, seen);
    if (violations.contains(violation)) {
      return;
    }
    if (violations.size() < SHOWN) {
      violations.add(violation);
    } else {
      more++;
    }
  }

  void violation(GuestEntry entry) {
    violation(entry.path(), entry.describe());
  }

  /** Nothing may have such a name. */
  void absent(String... patterns) {
    for (String pattern : patterns) {
      tree.glob(pattern).forEach(this::violation);
    }
  }

  /** An empty file may have such a name, and nothing else. */
  void absentOrEmpty(String... patterns) {
    for (String pattern : patterns) {
      tree.glob(pattern).stream().filter(e -> !e.isEmptyFile()).forEach(this::violation);
    }
  }

  /** Such folders may be there, with nothing in them. */
  void emptyFolders(String... patterns) {
    for (String pattern : patterns) {
      tree.glob(pattern).forEach(folder -> tree.list(folder).forEach(this::violation));
    }
  }

  /** Such folders may be there, with nothing below them but folders. */
  void nothingBelow(String... folders) {
    for (String folder : folders) {
      tree.walk(folder).stream().filter(e -> e.kind() != GuestEntry.Kind.FOLDER).forEach(this::violation);
    }
  }

  /** Such folders may be there, with no data below them: folders, links and empty files only. */
  void noDataBelow(String... folders) {
    for (String folder : folders) {
      tree.walk(folder).stream().filter(GuestEntry::isFilledFile).forEach(this::violation);
    }
  }

  /** A value of the guest, cut to what fits a line. Not for secrets. */
  static String quoted(String value) {
    return "'" + (value.length() > 80 ? value.substring(0, 80) + "..." : value) + "'";
  }

  /** What was found, with whatever could not be looked at. */
  List<Violation> violations() {
    tree.takeTroubles().forEach(t -> violation(t.path(), t.seen()));
    List<Violation> all = new ArrayList<>(violations);
    if (more > 0) {
      all.add(new Violation("...", more + " more"));
    }
    return all;
  }
}
