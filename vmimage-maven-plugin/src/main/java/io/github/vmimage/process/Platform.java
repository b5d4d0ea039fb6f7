package io.github.vmimage.process;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The systems whose package managers are known here. */
public enum Platform {
  /** Debian, and what is made from it. */
  DEBIAN("Debian", "debian", "apt-get install"),
  /** Ubuntu, and what is made from it. */
  UBUNTU("Ubuntu", "ubuntu", "apt-get install"),
  /** Fedora, and what it becomes. */
  FEDORA("Fedora", "fedora", "dnf install"),
  /** openSUSE Leap and Tumbleweed, and SUSE's own. */
  OPENSUSE("openSUSE", "suse", "zypper install"),
  /** macOS with Homebrew. */
  MACOS("macOS", "macos", "brew install");

  private final String title;
  private final String id;
  private final String installer;

  Platform(String title, String id, String installer) {
    this.title = title;
    this.id = id;
    this.installer = installer;
  }

  /**
   * Its name for people.
   *
   * @return such as {@code openSUSE}
   */
  public String title() {
    return title;
  }

  /**
   * The command that installs packages.
   *
   * @param packages their names
   * @return such as {@code apt-get install packer ansible-core}
   */
  public String install(List<String> packages) {
    return installer + " " + String.join(" ", packages);
  }

  /** Finds a word of os-release's ID or ID_LIKE. */
  static Optional<Platform> ofId(String word) {
    // openSUSE calls itself opensuse-leap and opensuse-tumbleweed; SUSE's own name themselves sles.
    String plain = word.startsWith("opensuse") || word.startsWith("sle") ? OPENSUSE.id : word;
    return Arrays.stream(values()).filter(p -> p != MACOS && p.id.equals(plain)).findFirst();
  }
}
