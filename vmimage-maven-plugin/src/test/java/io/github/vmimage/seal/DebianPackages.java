package io.github.vmimage.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.seal.RuleResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Debian packages bring is no finding. Not among the tests that always run: CONTRIBUTING.md says how to get the packages of
 * {@code debian-packages.txt}, or any others, into a folder, and how to run it.
 */
class DebianPackages {

  /** Folders from which a package's script copies its configuration when it is installed; the scripts themselves are not run. */
  private static final Map<String, String> COPIED = Map.of("/usr/share/ppp", "/etc/ppp", "/usr/share/zabbix-agent", "/etc/zabbix",
      "/usr/share/zabbix-proxy-sqlite3", "/etc/zabbix", "/usr/share/dovecot", "/etc/dovecot", "/usr/share/dma", "/etc/dma",
      "/usr/share/nfs-common/conffiles", "/etc", "/usr/share/postfix", "/etc/postfix", "/usr/share/samba", "/etc/samba",
      "/usr/share/openssh", "/etc/ssh", "/usr/share/backuppc/conf", "/etc/backuppc");

  @TempDir
  Path temp;

  @Test
  void areNoFinding() throws Exception {
    List<Path> packages;
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("vmimage.packages")))) {
      packages = all.filter(file -> file.toString().endsWith(".deb")).sorted().toList();
    }
    assertThat(packages).isNotEmpty();
    Path root = temp.resolve("guest");
    Path info = Files.createDirectories(root.resolve("var/lib/dpkg/info"));
    for (Path each : packages) {
      run("dpkg-deb", "-x", each.toString(), root.toString());
      Path control = temp.resolve("control");
      run("rm", "-rf", control.toString());
      run("dpkg-deb", "-e", each.toString(), control.toString());
      if (Files.exists(control.resolve("md5sums"))) {
        String name = each.getFileName().toString().replaceFirst("_.*", "");
        Files.copy(control.resolve("md5sums"), info.resolve(name + ".md5sums"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
    // What the packages brought stays, but for the few files that every sealed guest has.
    SealedGuest guest = new SealedGuest(root);
    for (Map.Entry<String, String> each : COPIED.entrySet()) {
      copy(guest.at(each.getKey()), guest.folder(each.getValue()).at(each.getValue()));
    }
    // A package's script makes the account to which its sudoers file gives a right.
    guest.append("/etc/passwd", "ceph:x:64045:64045::/var/lib/ceph:/usr/sbin/nologin\n");
    guest.append("/etc/shadow", "ceph:!:20779::::::\n");
    List<String> findings = guest.audit().results().stream().filter(r -> r.outcome() == Outcome.FAILED)
        .flatMap(r -> r.violations().stream().map(v -> r.id() + " " + v.path() + ": " + v.seen())).toList();
    guest.removeLinks();
    System.out.println(packages.size() + " packages, " + findings.size() + " findings");
    assertThat(findings).isEmpty();
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      try (Stream<Path> all = Files.list(from)) {
        for (Path file : all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).toList()) {
          Path copy = to.resolve(file.getFileName());
          if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(file, copy);
          }
        }
      }
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
