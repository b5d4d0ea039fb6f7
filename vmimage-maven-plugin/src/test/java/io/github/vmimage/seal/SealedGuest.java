package io.github.vmimage.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a sealed Debian guest with cloud-init, sshd, sudo and nginx, as far as rules look; then edited to break one. */
final class SealedGuest {
  static final ExpectedStamp STAMP = new ExpectedStamp("app-image", "release-1.2.0", "release-1.2.0",
      "0123456789abcdef0123456789abcdef01234567");
  static final String BUILD_USER = "packer";
  static final String PUBLIC_KEY = TestKeys.publicLine();
  static final AuditedBuild BUILD = new AuditedBuild(Optional.of(STAMP), BUILD_USER, PUBLIC_KEY, List.of());

  private final Path root;
  private final List<Violation> missed = new ArrayList<>();
  private final List<String> swap = new ArrayList<>();
  private final List<Violation> firmware = new ArrayList<>();
  private final List<Violation> faults = new ArrayList<>();
  private final List<Violation> hidden = new ArrayList<>();

  SealedGuest(Path root) {
    this.root = root;
    identity();
    logins();
    network();
    rest();
  }

  private void identity() {
    file("/etc/machine-id", "");
    link("/var/lib/dbus/machine-id", "../../../etc/machine-id");
    file("/etc/hostname", "localhost\n");
    file("/etc/hosts", "127.0.0.1 localhost\n::1 localhost ip6-localhost\n");
    file("/etc/iscsi/initiatorname.iscsi", "GenerateName=yes\n");
    file("/etc/release", "IMAGE_ID=app-image\nIMAGE_VERSION=release-1.2.0\nPROJECT_VERSION=1.2.0\nTAG=release-1.2.0\nCOMMIT="
        + STAMP.commit() + "\n");
    file("/etc/os-release", "ID=debian\nIMAGE_ID=app-image\nIMAGE_VERSION=release-1.2.0\n");
    file("/usr/lib/os-release", "ID=debian\n");
  }

  private void logins() {
    file("/etc/passwd",
        "root:x:0:0:root:/root:/bin/bash\nsys:x:3:3:sys:/dev:/usr/sbin/nologin\n_apt:x:42:65534::/nonexistent:/usr/sbin/nologin\n"
        + "www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\nsystemd-network:x:998:998::/:/usr/sbin/nologin\n");
    file("/etc/shadow",
        "root:!*:20779:0:99999:7:::\nsys:*:20779::::::\n_apt:*:20779::::::\nwww-data:*:20779::::::\nsystemd-network:!*:20779::::::\n");
    file("/etc/group", "root:x:0:\nsudo:x:27:\nwww-data:x:33:\n");
    file("/etc/gshadow", "root:*::\nsudo:*::\nwww-data:!::\n");
    file("/etc/subuid", "");
    file("/etc/sudoers.d/README", "# A file that packer and others read.\n");
    file("/etc/ssh/sshd_config", "Include /etc/ssh/sshd_config.d/*.conf\n#PermitRootLogin yes\n");
    file("/etc/ssh/sshd_config.d/10-base.conf", "# PasswordAuthentication yes\nPasswordAuthentication no\nPermitRootLogin no\n");
    file("/etc/ssh/moduli", "20230101 2 6 100 2047 2 F1\n");
    folder("/root/.ssh");
    file("/root/.ssh/authorized_keys", "");
    file("/root/.bashrc", "# bash\n");
    file("/etc/skel/.profile", "# profile\n");
    folder("/home");
    folder("/var/www/html");
    folder("/var/lib/sudo/lectured");
  }

  private void network() {
    link("/etc/resolv.conf", "../run/systemd/resolve/stub-resolv.conf");
    file("/usr/lib/systemd/resolv.conf", "nameserver 127.0.0.53\n");
    file("/etc/systemd/network/90-dhcp.network", "[Match]\nName=en*\n\n[Network]\nDHCP=yes\n");
    file("/etc/network/interfaces", "source /etc/network/interfaces.d/*\n");
    folder("/etc/netplan");
    folder("/etc/udev/rules.d");
    folder("/var/lib/dhcp");
    file("/var/lib/dhcp/dhclient.leases", "");
    file("/etc/environment", "PATH=\"/usr/bin\"\n");
    file("/etc/apt/apt.conf.d/01autoremove", "APT\n{\n  NeverAutoRemove { \"^firmware-linux.*\"; };\n};\n");
    file("/etc/profile", "# export http_proxy=http://example.org\nexport PATH\n");
  }

  private void rest() {
    folder("/var/lib/cloud");
    file("/etc/cloud/cloud.cfg", "users:\n  - default\n");
    file("/etc/cloud/cloud.cfg.d/05_logging.cfg", "output: {all: '| tee -a /var/log/cloud-init-output.log'}\n");
    file("/var/log/cloud-init.log", "");
    file("/var/log/wtmp", "");
    file("/var/log/lastlog", "");
    file("/var/log/nginx/access.log", "");
    link("/var/log/README", "../../usr/share/doc/systemd/README.logs");
    file("/usr/share/doc/systemd/README.logs", "Where are the logs?\n");
    folder("/var/log/journal");
    folder("/tmp");
    folder("/var/tmp");
    folder("/var/mail");
    link("/var/spool/mail", "../mail");
    folder("/var/backups");
    folder("/var/lib/systemd/coredump");
    folder("/var/lib/apt/lists/partial");
    file("/var/cache/apt/archives/lock", "");
    file("/etc/fstab", "# /swapfile none swap sw 0 0\nUUID=1 / ext4 discard 0 1\n");
    file("/etc/crypttab", "# <target name> <source device>\n");
    folder("/usr/lib/systemd/system-shutdown");
    List.of("/dev", "/proc", "/run", "/sys").forEach(this::folder);
    file("/usr/sbin/sshd", "sshd");
    file("/usr/bin/cloud-init", "#!/usr/bin/python3\n");
  }

  Path root() {
    return root;
  }

  /** Where a guest's path is here, its links not looked at. */
  Path at(String path) {
    return root.resolve(path.substring(1));
  }

  SealedGuest file(String path, String text) {
    return change(at(path), file -> {
      Files.deleteIfExists(file);
      Files.writeString(file, text);
    });
  }

  SealedGuest append(String path, String text) {
    return change(at(path), file -> Files.writeString(file, Files.readString(file) + text));
  }

  SealedGuest folder(String path) {
    return change(at(path), Files::createDirectories);
  }

  SealedGuest link(String path, String target) {
    return change(at(path), link -> {
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of(target));
    });
  }

  SealedGuest pipe(String path) {
    return change(at(path), pipe -> {
      try {
        if (new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor() != 0) {
          throw new IOException("mkfifo failed");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    });
  }

  /** Says that the disk has a part that nobody could read. */
  SealedGuest beside(String part, String kind) {
    missed.add(new Violation(part, kind));
    return this;
  }

  /** Says that something is wrong with the disk. */
  SealedGuest fault(String place, String seen) {
    faults.add(new Violation(place, seen));
    return this;
  }

  /** Says that the disk's file keeps something that no guest sees. */
  SealedGuest hides(String place, String what) {
    hidden.add(new Violation(place, what));
    return this;
  }

  /** Says that the disk has a swap partition. */
  SealedGuest swapOn(String part) {
    swap.add(part);
    return this;
  }

  /** Says that an EFI system partition has a file. */
  SealedGuest firmware(String path, int size) {
    firmware.add(new Violation(path, "a file of " + size + " bytes"));
    return this;
  }

  /** Removes a file, a link or an empty folder. */
  SealedGuest remove(String path) {
    return change(at(path), Files::delete);
  }

  private SealedGuest change(Path path, Change change) {
    try {
      Files.createDirectories(path.getParent());
      change.to(path);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JUnit warns of links that lead out of its temporary folder, as a guest's absolute links seem to do. */
  void removeLinks() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path link : all.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AuditReport audit(Waiver... waivers) {
    return Audit.run(root, BUILD.missing(missed).with(new BesideTheRoot(swap, firmware, faults, hidden)), List.of(waivers));
  }

  private interface Change {
    void to(Path path) throws IOException;
  }
}
