package io.github.vmimage.release;

import io.github.vmimage.process.Processes;
import io.github.vmimage.report.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what is inside a finished disk: the system from os-release, the packages from dpkg's or rpm's own record. */
public final class GuestInventory {
  private static final String STATUS = "/var/lib/dpkg/status";

  /**
   * What a running guest is asked in place of that record; {@link #packages} takes the answer. A guest of the Red Hat or SUSE family may
   * have a dpkg, which knows of no package.
   */
  public static final String SCRIPT = """
      if command -v dpkg-query >/dev/null 2>&1 && [ -s /var/lib/dpkg/status ]; then
        dpkg-query -W -f 'Package: ${Package}\\nStatus: ${Status}\\nArchitecture: ${Architecture}\\nVersion: ${Version}\\n\\n'
      else
        rpm -qa --nosignature --nodigest --qf '%s'
      fi
      """.formatted(RpmDatabase.QUERY);

  private static final List<String> OS_RELEASE = List.of("/etc/os-release", "/usr/lib/os-release");
  private static final long MAX_OS_RELEASE = 64 << 10;
  private static final long MAX_STATUS = 32 << 20;

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern VERSION_ID = Pattern.compile("[A-Za-z0-9.+~_-]{0,64}");

  private final Processes processes;
  private final Path scratch;
  private final Progress progress;

  /**
   * Makes a reader.
   *
   * @param processes starts rpm where the guest has its database
   * @param scratch a folder for a copy of that database, at most 1 GiB; there only while it is read
   * @param progress is told where rpm has no sandbox
   */
  public GuestInventory(Processes processes, Path scratch, Progress progress) {
    this.processes = processes;
    this.scratch = scratch;
    this.progress = progress;
  }

  /**
   * Reads the inventory. Files are only read, links only followed below the root.
   *
   * @param root folder that stands for {@code /} in the guest, such as the place where its disk is mounted
   * @return system and packages
   * @throws io.github.vmimage.report.ProblemException when the guest has no os-release, neither a package of dpkg nor a database of rpm, or
   *     one of them is malformed, too large (64 KiB, 32 MiB, 1 GiB), or no regular file; or where rpm is needed here and is not there
   */
  public Manifest.Guest read(Path root) {
    GuestFiles files = new GuestFiles(root);
    try {
      Map<String, String> os = osRelease(files);
      List<Manifest.InstalledPackage> packages = ofDpkg(files);
      if (packages.isEmpty()) {
        packages = new RpmDatabase(files, processes, scratch, progress).packages()
            .orElseThrow(() -> GuestProblems.noPackageList(STATUS).asException());
      }
      return new Manifest.Guest(os.get("ID"), os.get("VERSION_ID"), packages);
    } catch (IOException e) {
      throw GuestProblems.unreadable(root, e.toString()).because(e);
    }
  }

  private static List<Manifest.InstalledPackage> ofDpkg(GuestFiles files) throws IOException {
    Optional<InputStream> found = files.open(STATUS, MAX_STATUS);
    if (found.isEmpty()) {
      return List.of();
    }
    try (InputStream status = found.get()) {
      return DpkgStatus.parse(status, STATUS);
    }
  }

  /**
   * Reads the package list that a running guest gave, asked by {@link #SCRIPT}. It is believed no more than one on a disk.
   *
   * @param lines paragraphs with {@code Package}, {@code Status}, {@code Version} and {@code Architecture}
   * @param where what gave it, for messages
   * @return the packages whose files are in the guest
   * @throws io.github.vmimage.report.ProblemException when it is malformed, or so long that its beginning may be lost
   *     ({@value Processes#KEPT_LINES} lines, five for a package)
   */
  public static List<Manifest.InstalledPackage> packages(List<String> lines, String where) {
    if (lines.size() >= Processes.KEPT_LINES) {
      throw GuestProblems.longPackageList(where, lines.size()).asException();
    }
    try {
      return DpkgStatus.parse(new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)), where);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can always be read", e);
    }
  }

  private static Map<String, String> osRelease(GuestFiles files) throws IOException {
    for (String path : OS_RELEASE) {
      Optional<InputStream> found = files.open(path, MAX_OS_RELEASE);
      if (found.isPresent()) {
        try (InputStream in = found.get()) {
          return osRelease(new String(in.readAllBytes(), StandardCharsets.UTF_8), path);
        }
      }
    }
    throw GuestProblems.noOsRelease(OS_RELEASE.get(0)).asException();
  }

  private static Map<String, String> osRelease(String text, String path) {
    // The defaults of os-release(5).
    Map<String, String> values = new HashMap<>(Map.of("ID", "linux", "VERSION_ID", ""));
    text.lines().forEach(line -> {
      int equals = line.indexOf('=');
      String name = line.substring(0, Math.max(0, equals));
      if (values.containsKey(name)) {
        values.put(name, unquoted(line.substring(equals + 1).strip()));
      }
    });
    refuse("ID", values.get("ID"), ID, path);
    refuse("VERSION_ID", values.get("VERSION_ID"), VERSION_ID, path);
    return values;
  }

  /** os-release(5): values are quoted as for a shell, without anything that a shell would expand. */
  private static String unquoted(String value) {
    boolean doubled = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    boolean single = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
    String inner = doubled || single ? value.substring(1, value.length() - 1) : value;
    return doubled ? inner.replaceAll("\\\\(.)", "$1") : inner;
  }

  private static void refuse(String name, String value, Pattern pattern, String path) {
    if (!pattern.matcher(value).matches()) {
      throw GuestProblems.malformedOsRelease(path, name, value, pattern.pattern()).asException();
    }
  }
}
