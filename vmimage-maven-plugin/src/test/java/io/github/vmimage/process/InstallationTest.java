package io.github.vmimage.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InstallationTest {
  @TempDir
  private Path folder;

  private Host host(String... osRelease) throws IOException {
    return Host.detect(List.of(Files.write(folder.resolve("os-release"), List.of(osRelease))), "Linux");
  }

  private static Host on(Platform platform, String release) {
    return new Host(Optional.of(platform), platform.title(), release);
  }

  @Test
  void readsThePlatformOfOsRelease() throws IOException {
    assertThat(host("# a comment", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"", "VERSION_ID=\"12\"", "ID=debian"))
        .isEqualTo(new Host(Optional.of(Platform.DEBIAN), "Debian GNU/Linux 12 (bookworm)", "12"));
    assertThat(host("ID=ubuntu", "ID_LIKE=debian", "VERSION_ID='24.04'", "PRETTY_NAME='Ubuntu 24.04'"))
        .isEqualTo(new Host(Optional.of(Platform.UBUNTU), "Ubuntu 24.04", "24.04"));
    assertThat(host("ID=fedora", "VERSION_ID=42").platform()).contains(Platform.FEDORA);
  }

  @ParameterizedTest
  @CsvSource({"linuxmint, ubuntu debian, UBUNTU", "raspbian, debian, DEBIAN", "rhel, fedora, FEDORA", "rocky, rhel centos fedora, FEDORA",
      "opensuse-tumbleweed, opensuse suse, OPENSUSE", "opensuse-leap, suse opensuse, OPENSUSE", "sles, suse, OPENSUSE"})
  void knowsWhatIsMadeFromAPlatform(String id, String like, Platform platform) throws IOException {
    assertThat(host("ID=" + id, "ID_LIKE=\"" + like + "\"", "VERSION_ID=21").platform()).contains(platform);
  }

  @Test
  void takesNoReleaseOfADerivativeForThatOfItsOrigin() throws IOException {
    assertThat(host("ID=linuxmint", "ID_LIKE=ubuntu", "VERSION_ID=21").release()).isEmpty();
  }

  @Test
  void knowsMacosByItsNameAndNothingOfOthers() throws IOException {
    assertThat(Host.detect(List.of(folder.resolve("absent")), "Mac OS X").platform()).contains(Platform.MACOS);
    Host arch = host("ID=arch", "PRETTY_NAME=\"Arch Linux\"");
    assertThat(arch.platform()).isEmpty();
    assertThat(Installation.on(arch, List.of(Tool.QEMU, Tool.FUSERMOUNT))).isEqualTo("install qemu-system-x86_64, fusermount3 with the"
        + " package manager of Arch Linux; on Debian it is: apt-get install qemu-system-x86 fuse3");
    assertThat(Host.detect(List.of(folder.resolve("absent")), "FreeBSD")).isEqualTo(new Host(Optional.empty(), "FreeBSD", ""));
  }

  @Test
  void installsAllInOneCommandAndEachPackageOnce() {
    assertThat(Installation.on(on(Platform.DEBIAN, "12"), List.of(Tool.PACKER, Tool.ANSIBLE_LINT, Tool.SSH, Tool.SSH_KEYGEN)))
        .isEqualTo("apt-get install packer ansible-lint openssh-client");
    assertThat(Installation.on(on(Platform.FEDORA, "42"), List.of(Tool.QEMU_IMG, Tool.QEMU_STORAGE_DAEMON, Tool.ANSIBLE_LINT)))
        .isEqualTo("dnf install qemu-img python3-ansible-lint");
    assertThat(Installation.on(on(Platform.OPENSUSE, ""), List.of(Tool.QEMU))).isEqualTo("zypper install qemu-x86");
    assertThat(Installation.on(on(Platform.MACOS, ""), List.of(Tool.PACKER, Tool.QEMU, Tool.QEMU_IMG)))
        .isEqualTo("brew install hashicorp/tap/packer qemu");
  }

  @ParameterizedTest
  @CsvSource({"DEBIAN, 11, true", "DEBIAN, 12, true", "DEBIAN, 13, false", "UBUNTU, 22.04, true", "UBUNTU, 24.04, false",
      "UBUNTU, '', true"})
  void namesNoPackageThatAReleaseHasNot(Platform platform, String release, boolean packaged) {
    String next = Installation.on(on(platform, release), List.of(Tool.PACKER, Tool.QEMU_IMG));
    assertThat(next).startsWith(packaged ? "apt-get install packer qemu-utils" : "apt-get install qemu-utils; install Packer as ");
  }

  @Test
  void saysPlainlyWhatAPlatformHasNot() {
    assertThat(Installation.on(on(Platform.MACOS, ""), List.of(Tool.MMDEBSTRAP))).startsWith("macOS has no mmdebstrap: a <debianArchive> is"
        + " bootstrapped on Debian and Ubuntu only");
    assertThat(Installation.on(on(Platform.MACOS, ""), List.of(Tool.FUSERMOUNT))).startsWith("macOS has no fusermount3: ")
        .contains("on Linux");
  }

  @ParameterizedTest
  @EnumSource(Tool.class)
  void hasAnAnswerForEachToolOnEachPlatform(Tool tool) {
    for (Platform platform : Platform.values()) {
      assertThat(Installation.on(platform, tool)).as("%s on %s", tool, platform).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({"1.6.6, 1.6.6, 0", "1.10, 1.9.9, 1", "6, 6.0.0, 0", "1.46.5, 1.46.6, -1"})
  void comparesVersionsByTheirNumbers(String one, String other, int sign) {
    assertThat(Integer.signum(ToolVersion.of(one).compareTo(ToolVersion.of(other)))).isEqualTo(sign);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"Packer v1.6.6|1.6.6", "ansible-playbook [core 2.14.18]|2.14.18", "OpenSSH_9.2p1 Debian-2|9.2",
      "mke2fs 1.47.0 (5-Feb-2023)|1.47.0", "grub-mkimage (GRUB) 2.06-13+deb12u2|2.06",
      "QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)|7.2.22"})
  void findsTheVersionInWhatAProgramSays(String said, String version) {
    assertThat(ToolVersion.in(said)).hasToString("Optional[" + version + "]");
  }
}
