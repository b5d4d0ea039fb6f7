package io.github.vmimage.upstream;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packages that make a bare Debian or Ubuntu system an image that boots, has a network, and can be configured over SSH. */
final class GuestPackages {
  private static final List<String> COMMON = List.of(
      // It boots and finds its disk.
      "systemd-sysv", "initramfs-tools", "e2fsprogs", "fdisk",
      // It has a network: systemd-networkd is in systemd; cloud-init writes its configuration.
      "cloud-init", "cloud-guest-utils", "iproute2", "dbus", "libpam-systemd", "systemd-timesyncd",
      // A person and Ansible can log in and configure it. Ansible's apt module needs python3-apt.
      "openssh-server", "sudo", "python3", "python3-apt", "ca-certificates");

  private static final Pattern MAJOR = Pattern.compile("(\\d+)\\b.*");

  private GuestPackages() {}

  /**
   * Chooses the packages of a guest.
   *
   * @param base the release file of the suite itself
   * @param upstream whose extra packages come last
   * @return package names, each once
   */
  static List<String> of(ArchiveRelease base, DebianArchiveUpstream upstream) {
    List<String> packages = new ArrayList<>();
    boolean ownKernel = upstream.packages().stream().anyMatch(p -> p.startsWith("linux-image") || p.startsWith("linux-virtual"));
    if (!ownKernel) {
      packages.add(kernel(base, upstream));
    }
    packages.addAll(COMMON);
    if (hasOwnResolved(base)) {
      packages.add("systemd-resolved");
    }
    packages.addAll(upstream.packages());
    return List.copyOf(new LinkedHashSet<>(packages));
  }

  private static String kernel(ArchiveRelease base, DebianArchiveUpstream upstream) {
    return switch (base.origin()) {
      case "Debian" -> "linux-image-cloud-amd64";
      case "Ubuntu" -> "linux-image-virtual";
      default -> throw ArchiveProblems.unknownKernel(upstream.id(), base.origin()).asException();
    };
  }

  /** Debian 12 and Ubuntu 23.04 took it out of the package systemd. Testing suites tell no version. */
  private static boolean hasOwnResolved(ArchiveRelease base) {
    Matcher major = MAJOR.matcher(base.version());
    return !major.matches() || Integer.parseInt(major.group(1)) >= (base.origin().equals("Ubuntu") ? 23 : 12);
  }
}
