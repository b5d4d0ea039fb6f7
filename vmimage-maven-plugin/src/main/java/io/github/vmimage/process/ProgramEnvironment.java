package io.github.vmimage.process;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What of this process's environment a program gets. The environment of a build's machine holds passwords, and a program that reads what
 * others made, such as a disk, a package database or the answers of a guest, has no use for them.
 */
enum ProgramEnvironment {
  /** For the project's own code, whose templates and playbooks read variables by name, and for clouds, whose programs log in by them. */
  PROJECT(name -> !name.startsWith("MAVEN_")),

  /** For what reaches package archives: as {@link #PLAIN}, with apt's configuration and the proxies. */
  ARCHIVE(name -> isPlain(name) || isProxy(name) || name.equals("APT_CONFIG")),

  /** For everything else: where programs, folders and libraries are, and the language. */
  PLAIN(ProgramEnvironment::isPlain);

  private static final Set<String> NAMES = Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TMP",
      "TEMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS");
  private static final Set<String> PROXIES = Set.of("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy");

  private final Predicate<String> passes;

  ProgramEnvironment(Predicate<String> passes) {
    this.passes = passes;
  }

  /** The rule for a program. */
  static ProgramEnvironment of(Tool tool) {
    return switch (tool) {
      case PACKER, ANSIBLE_PLAYBOOK, ANSIBLE_LINT, AWS, AZ, GCLOUD -> PROJECT;
      case SH, APT_GET, MMDEBSTRAP, UNSHARE, NEWUIDMAP -> ARCHIVE;
      default -> PLAIN;
    };
  }

  /** What passes of an environment. */
  Map<String, String> from(Map<String, String> all) {
    Map<String, String> passed = new TreeMap<>(all);
    passed.keySet().removeIf(name -> !passes.test(name));
    return passed;
  }

  private static boolean isPlain(String name) {
    // libguestfs and supermin are told by variables where their appliance lies and how it is started.
    return NAMES.contains(name) || name.startsWith("LC_") || name.startsWith("LIBGUESTFS_") || name.startsWith("SUPERMIN_");
  }

  private static boolean isProxy(String name) {
    return PROXIES.contains(name.toLowerCase(Locale.ROOT));
  }
}
