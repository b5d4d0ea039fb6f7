package io.github.vmimage.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class GuestTest {
  @TempDir
  Path dir;

  private final List<String> commands = new ArrayList<>();
  private final Processes processes = new Processes(Secrets.NONE, new Progress() {
    @Override
    public void info(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public void debug(String line) {
      commands.add(line);
    }
  });

  @Test
  void makesTheProbeOfTheSourceThatLiesBesideIt() throws Exception {
    Path source = dir.resolve("probe.S");
    Path object = dir.resolve("probe.o");
    Path binary = dir.resolve("made.bin");
    try (InputStream in = AcceleratorRace.class.getResourceAsStream("probe.S")) {
      Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
    }
    processes.require(Command.of(Tool.QEMU, "--32", "-o", object, source).by("as"));
    processes.require(Command.of(Tool.QEMU, "-m", "elf_i386", "--oformat", "binary", "-Ttext", "0x7c00", "-e", "start", "-o", binary,
        object).by("ld"));
    try (InputStream in = AcceleratorRace.class.getResourceAsStream("probe.bin")) {
      assertThat(in.readAllBytes()).hasSize(512).isEqualTo(Files.readAllBytes(binary));
    }
  }

  @Test
  void answersTheRaceAndRemembersIt() throws Exception {
    Path boot = Files.writeString(dir.resolve("boot_id"), "boot-1\n");
    // Any file that can be opened stands for a KVM that opens: whether it is worth anything, the probe finds out.
    Path kvm = Files.createFile(dir.resolve("kvm"));
    AcceleratorRace race = new AcceleratorRace(processes, kvm, boot);
    AcceleratorChoice first = race.choose(Accelerator.AUTO, dir.resolve("cache"), dir);
    assertThat(first.accelerator()).isIn("kvm", "tcg");
    assertThat(first.why()).matches("probe guest: KVM (\\d+ ms|no answer), TCG \\d+ ms");
    assertThat(first.tcgMillis()).isPositive();
    assertThat(first.accelerator().equals("kvm")).isEqualTo(first.kvmMillis() >= 0 && first.kvmMillis() <= first.tcgMillis());
    commands.clear();
    assertThat(race.choose(Accelerator.AUTO, dir.resolve("cache"), dir)).isEqualTo(first);
    assertThat(commands).noneMatch(c -> c.contains("-accel"));
    Files.writeString(boot, "boot-2\n");
    race.choose(Accelerator.AUTO, dir.resolve("cache"), dir);
    assertThat(commands).anyMatch(c -> c.contains("-accel"));
  }

  @Test
  void racesNobodyWhereThereIsNoKvmOrTheUserHasChosen() {
    AcceleratorRace race = new AcceleratorRace(processes, dir.resolve("absent"), dir.resolve("boot_id"));
    assertThat(race.choose(Accelerator.AUTO, dir, dir).accelerator()).isEqualTo("tcg");
    assertThat(race.choose(Accelerator.KVM, dir, dir)).isEqualTo(new AcceleratorChoice("kvm", "as configured", -1, -1));
    assertThat(commands).isEmpty();
  }

  @Test
  void namesTheAcceleratorsThatAreAccepted() {
    assertThatThrownBy(() -> Accelerator.parse("kwm")).hasMessage("""
        The accelerator is not one that QEMU has
          where:    <accelerator> (vmimage.accelerator)
          seen:     kwm
          accepted: auto, kvm, tcg, hvf, whpx, xen
          next:     leave it out: auto finds the fastest""");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "256, 0", "1, 127", "1, 1048577", "0, -5"})
  void refusesAGuestOutOfRange(int cpus, int memory) {
    assertThatThrownBy(() -> GuestSize.of(cpus, memory)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 1048576})
  void takesMemoryAtTheEdges(int memory) {
    assertThat(GuestSize.of(1, memory)).isEqualTo(new GuestSize(1, memory));
    assertThat(GuestSize.of(0, 0).cpus()).isBetween(1, 4);
  }

  @Test
  void readsTheMemoryThatIsFree() throws Exception {
    Path meminfo = Files.writeString(dir.resolve("meminfo"), "MemTotal: 24684000 kB\nMemFree: 100 kB\nMemAvailable:   2048 kB\n");
    assertThat(FreeMemory.bytes(meminfo)).hasValue(2048 * 1024);
    assertThat(FreeMemory.bytes(dir.resolve("absent")).orElse(0)).isPositive();
    assertThat(FreeMemory.bytes().orElse(0)).isPositive();
  }

  /** As cloud-init reads it: what it writes for a type is a pair of this type, which OpenSSH can use. */
  @Test
  void givesTheGuestAHostKeyOfEachTypeThatAFirstBootMakes() throws Exception {
    BuildAccess access = BuildAccess.create(dir.resolve("access"), "app-0.1.0", processes);
    Object read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(access.seedDirectory().resolve("user-data")));
    Map<?, ?> keys = (Map<?, ?>) ((Map<?, ?>) read).get("ssh_keys");
    assertThat(keys).hasSize(6);
    for (String type : List.of("rsa", "ecdsa", "ed25519")) {
      Path key = Files.writeString(dir.resolve(type), (String) keys.get(type + "_private"));
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      String derived = processes.require(Command.of(Tool.SSH_KEYGEN, "-y", "-f", key)).out().strip();
      assertThat(keys.get(type + "_public")).as(type).isEqualTo(derived.endsWith(" root@vmimage-build") ? derived
          : derived + " root@vmimage-build");
      assertThat(derived).startsWith(type.equals("ecdsa") ? "ecdsa-sha2-" : "ssh-" + type + " ");
    }
    assertThat(dir.resolve("access")).isDirectoryNotContaining("glob:**host_key*");
  }

  @Test
  void makesAKeyThatOnlyThisUserReadsAndDestroysIt() throws Exception {
    BuildAccess access = BuildAccess.create(dir.resolve("access"), "app-0.1.0", processes);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(access.privateKeyFile()))).isEqualTo("rw-------");
    assertThat(access.publicKey()).startsWith("ssh-ed25519 ");
    assertThat(access.seedDirectory().resolve("user-data")).content().startsWith("#cloud-config\n").contains(access.publicKey());
    assertThat(access.seedDirectory().resolve("meta-data")).content().contains("instance-id: app-0.1.0");
    assertThat(access.seedDirectory().resolve("user-data")).content().doesNotContain("genkeytypes");
    access.destroy();
    assertThat(access.seedDirectory()).as("private host keys").doesNotExist();
    assertThat(access.privateKeyFile()).doesNotExist();
    assertThat(dir.resolve("access/ssh_key.pub")).doesNotExist();
  }
}
