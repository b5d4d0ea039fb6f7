package io.github.vmimage.release;

import io.github.vmimage.files.Folders;
import io.github.vmimage.process.Outcome;
import io.github.vmimage.process.Processes;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The packages of a guest of the Red Hat or SUSE family: this machine's rpm is asked of a copy of the guest's database. Every rpm
 * since 4.16 reads SQLite (Fedora, Enterprise Linux 9 and later) and Berkeley DB (Enterprise Linux 8 and older); ndb (SUSE) only where it
 * was built with it, which Debian's is not. It reads in a {@link RpmSandbox}.
 */
final class RpmDatabase {
  /**
   * What rpm is to print: the same paragraphs as dpkg's status. Keys that rpm trusts stand among its packages; they have no architecture.
   */
  static final String QUERY =
      "%|ARCH?{Package: %{NAME}\\nStatus: install ok installed\\nArchitecture: %{ARCH}\\nVersion: %{EVR}\\n\\n}:{}|";

  private static final List<String> FOLDERS = List.of("/usr/lib/sysimage/rpm/", "/var/lib/rpm/");
  /** A database is one of these. Beside the first there may be a log of what is not in it yet. */
  private static final List<String> FILES = List.of("rpmdb.sqlite", "Packages.db", "Packages");
  private static final String LOG = "-wal";
  private static final long MAX_SIZE = 1L << 30;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final GuestFiles guest;
  private final Processes processes;
  private final Path scratch;
  private final Progress progress;

  /** Takes a folder for the copy; it is there only while the database is read. */
  RpmDatabase(GuestFiles guest, Processes processes, Path scratch, Progress progress) {
    this.guest = guest;
    this.processes = processes;
    this.scratch = scratch;
    this.progress = progress;
  }

  /** {@return the packages, or nothing where the guest has no such database} */
  Optional<List<Manifest.InstalledPackage>> packages() throws IOException {
    try {
      for (String folder : FOLDERS) {
        for (String file : FILES) {
          if (copied(folder + file, file)) {
            copied(folder + file + LOG, file + LOG);
            return Optional.of(ask(folder + file));
          }
        }
      }
      return Optional.empty();
    } finally {
      Folders.delete(scratch);
    }
  }

  private boolean copied(String path, String name) throws IOException {
    Optional<InputStream> found = guest.open(path, MAX_SIZE);
    if (found.isEmpty()) {
      return false;
    }
    try (InputStream in = found.get()) {
      Files.copy(in, Folders.make(scratch).resolve(name));
      return true;
    }
  }

  private List<Manifest.InstalledPackage> ask(String path) {
    Outcome outcome = processes.run(RpmSandbox.rpm(scratch, "--nosignature", "--nodigest", "-qa", "--qf", QUERY).within(LIMIT));
    List<String> said = outcome.stdout();
    // Of a very long answer the beginning is gone, and it is refused.
    if (!said.isEmpty() && said.get(0).startsWith(RpmSandbox.ANSWER)) {
      if (said.get(0).endsWith(RpmSandbox.NONE)) {
        progress.warn("rpm reads the image's package database without a sandbox: neither bwrap (package bubblewrap) nor unshare works here");
      }
      said = said.subList(1, said.size());
    }
    List<Manifest.InstalledPackage> packages = outcome.succeeded() ? GuestInventory.packages(said, path) : List.of();
    if (packages.isEmpty()) {
      throw GuestProblems.unreadableDatabase(path, outcome.exitCode(), outcome.tail(5)).asException();
    }
    return packages;
  }
}
