package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.Progress;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** dpkg's record of packages and os-release: files that a guest wrote. */
class GuestRecordsFuzzTest {
  @TempDir
  static Path guest;

  @BeforeAll
  static void makeGuest() throws Exception {
    Files.createDirectories(guest.resolve("etc"));
    Files.createDirectories(guest.resolve("var/lib/dpkg"));
    Files.writeString(guest.resolve("var/lib/dpkg/status"), "Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n");
  }

  @FuzzTest
  void giveAnInventoryOrAProblem(byte[] input) throws Exception {
    byte[] bytes = ForeignInput.expanded(input);

    ForeignInput.check(() -> assertThat(DpkgStatus.parse(new ByteArrayInputStream(bytes), "/status"))
        .allMatch(p -> (p.name() + p.version() + p.architecture()).matches("[!-~]+")));
    Files.write(guest.resolve("etc/os-release"), bytes);
    GuestInventory inventory = new GuestInventory(new Processes(Secrets.NONE, Progress.SILENT), guest.resolve("rpm"), Progress.SILENT);
    ForeignInput.check(() -> assertThat(inventory.read(guest).osId()).matches("[!-~]+"));
  }
}
