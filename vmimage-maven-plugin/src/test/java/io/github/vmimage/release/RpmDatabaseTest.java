package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.process.Tool;
import io.github.vmimage.release.Manifest.InstalledPackage;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that the real rpm made of packages that the real rpmbuild built. */
@Timeout(60)
class RpmDatabaseTest {
  private static final Processes PROCESSES = new Processes(Secrets.NONE, Progress.SILENT);
  /** Name, epoch or nothing, version, release: a machine has several kernels. */
  private static final List<List<String>> PACKAGES = List.of(List.of("bash", "", "5.2.26", "3.fc40"),
      List.of("kernel", "", "6.8.5", "301.fc40"), List.of("kernel", "", "6.8.9", "300.fc40"),
      List.of("openssl-libs", "1", "3.2.1", "2.fc40"), List.of("snap", "", "1.0^20240101git", "1"));
  private static final List<InstalledPackage> FOUND = List.of(new InstalledPackage("bash", "5.2.26-3.fc40", "noarch"),
      new InstalledPackage("kernel", "6.8.5-301.fc40", "noarch"), new InstalledPackage("kernel", "6.8.9-300.fc40", "noarch"),
      new InstalledPackage("openssl-libs", "1:3.2.1-2.fc40", "noarch"), new InstalledPackage("snap", "1.0^20240101git-1", "noarch"));

  @TempDir
  static Path built;

  @TempDir
  private Path dir;
  private Path root;

  @BeforeAll
  static void build() throws IOException {
    for (List<String> one : PACKAGES) {
      Path spec = Files.writeString(built.resolve("one.spec"), "Name: " + one.get(0) + "\n"
          + (one.get(1).isEmpty() ? "" : "Epoch: " + one.get(1) + "\n") + "Version: " + one.get(2) + "\nRelease: " + one.get(3)
          + "\nSummary: A package\nLicense: none\nBuildArch: noarch\n%description\nNothing.\n%files\n");
      rpm("rpmbuild", Map.of(), "-bb", "--quiet", "--define", "_topdir " + built, "--define", "_rpmdir " + built, spec);
    }
  }

  @BeforeEach
  void guest() throws IOException {
    root = Files.createDirectory(dir.resolve("root"));
    Files.writeString(Files.createDirectories(root.resolve("etc")).resolve("os-release"), "ID=fedora\nVERSION_ID=40\n");
  }

  private static void rpm(String program, Map<String, String> environment, Object... arguments) {
    PROCESSES.require(Command.of(Tool.RPM, arguments).by(program).env("HOME", built.toString()).env(environment));
  }

  /** Installs without files, into a database of the kind that rpm still writes. */
  private Path database(String folder) {
    Path there = root.resolve(folder);
    rpm("sh", Map.of(), "-c", "rpm --dbpath " + there + " -i --justdb --nodeps --nosignature --force $(find " + built + " -name '*.rpm')");
    return there;
  }

  private Manifest.Guest read() {
    Manifest.Guest guest = new GuestInventory(PROCESSES, dir.resolve("copy"), Progress.SILENT).read(root);
    assertThat(dir.resolve("copy")).doesNotExist();
    return guest;
  }

  private String refusal() {
    ProblemException refusal = catchThrowableOfType(ProblemException.class, this::read);
    assertThat(refusal).as("refused").isNotNull();
    assertThat(dir.resolve("copy")).doesNotExist();
    return refusal.getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"var/lib/rpm", "usr/lib/sysimage/rpm"})
  void readsEveryPackageWithEpochAndRelease(String folder) {
    database(folder);
    assertThat(read()).isEqualTo(new Manifest.Guest("fedora", "40", FOUND));
  }

  @Test
  void leavesTheKeysThatRpmTrustsOut() throws IOException {
    Path there = database("var/lib/rpm");
    rpm("sh", Map.of("GNUPGHOME", Files.createDirectory(dir.resolve("g")).toString()), "-c", "chmod 700 $GNUPGHOME"
        + " && gpg --batch -q --passphrase '' --quick-gen-key one@example.com rsa2048 sign && gpg --armor --export >" + dir.resolve("key")
        + " && rpm --dbpath " + there + " --import " + dir.resolve("key") + " && rpm --dbpath " + there + " -q gpg-pubkey");
    assertThat(read().packages()).isEqualTo(FOUND);
  }

  @Test
  void anEmptyDpkgBesideItDoesNotCount() throws IOException {
    database("var/lib/rpm");
    Files.writeString(Files.createDirectories(root.resolve("var/lib/dpkg")).resolve("status"), "");
    assertThat(read().packages()).isEqualTo(FOUND);
  }

  @Test
  void whatIsStillInTheLogOfTheDatabaseIsRead() throws IOException {
    Path there = database("var/lib/rpm");
    rpm("python3", Map.of(), "-c", "import os, shutil, sqlite3\n"
        + "db = sqlite3.connect('" + there + "/rpmdb.sqlite')\n"
        + "db.execute('pragma journal_mode=wal')\n"
        + "db.execute('delete from Packages where hnum > 1')\n"
        + "db.commit()\n"
        + "shutil.copytree('" + there + "', '" + there + "-copy')\n"
        + "db.close()\n"
        + "shutil.rmtree('" + there + "')\n"
        + "os.rename('" + there + "-copy', '" + there + "')\n");
    assertThat(there.resolve("rpmdb.sqlite-wal")).isNotEmptyFile();
    assertThat(read().packages()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rpmdb.sqlite", "Packages.db", "Packages"})
  void aDatabaseThatCannotBeReadIsToldWithWhatRpmSays(String file) throws IOException {
    Files.writeString(Files.createDirectories(root.resolve("var/lib/rpm")).resolve(file), "no database");
    assertThat(refusal()).startsWith("rpm finds no package in the database of the image\n  where:    /var/lib/rpm/" + file
        + " in the image").contains("exit code", "rpm --rebuilddb");
  }

  @Test
  void anEmptyDatabaseIsNoPackageList() {
    rpm("rpm", Map.of(), "--dbpath", root.resolve("var/lib/rpm"), "--initdb");
    assertThat(refusal()).contains("rpm finds no package", "exit code 0");
  }

  @Test
  void aRunningGuestIsAskedForTheSame() throws IOException {
    Path there = database("var/lib/rpm");
    Path home = Files.createDirectory(dir.resolve("home"));
    Files.writeString(home.resolve(".rpmmacros"), "%_dbpath " + there + "\n");
    Path programs = Files.createDirectory(dir.resolve("bin"));
    Files.createSymbolicLink(programs.resolve("rpm"), Path.of("/usr/bin/rpm"));
    List<String> said = PROCESSES.require(Command.of(Tool.SH, "-c", GuestInventory.SCRIPT).by("/bin/sh").env("HOME", home.toString())
        .env("PATH", programs.toString())).stdout();
    assertThat(GuestInventory.packages(said, "rpm")).containsExactlyInAnyOrderElementsOf(FOUND);
  }

  @Test
  void aListWhoseBeginningMayBeLostIsNotBelieved() {
    assertThatThrownBy(() -> GuestInventory.packages(Collections.nCopies(Processes.KEPT_LINES, ""), "rpm")).isInstanceOf(
        ProblemException.class).hasMessageContaining("too long");
  }

  @Test
  void aRunningGuestOfTheDebianFamilyIsAskedForDpkgs() {
    List<String> said = PROCESSES.require(Command.of(Tool.SH, "-c", GuestInventory.SCRIPT)).stdout();
    assertThat(GuestInventory.packages(said, "dpkg-query")).anyMatch(p -> p.name().equals("dpkg"));
  }

  /** A folder with the named programs of this machine alone. */
  private String only(String... programs) throws IOException {
    Path folder = Files.createDirectories(dir.resolve("programs"));
    for (String program : programs) {
      Path script = Files.writeString(folder.resolve(program), "#!/bin/sh\nexec /usr/bin/" + program + " \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return folder.toString();
  }

  private List<String> sandboxed(String path, String program) throws IOException {
    Path copy = Files.createDirectories(dir.resolve("copy"));
    Files.writeString(copy.resolve("rpmdb.sqlite"), "the copy");
    Files.writeString(dir.resolve("secret"), "of this machine");
    return PROCESSES.require(RpmSandbox.command(copy, "/usr/bin/env", "-u", "sh", "-c", "cd $HOME; cat rpmdb.sqlite; echo; " + program)
        .env("PATH", path).env("DEPLOY_TOKEN", "glpat")).stdout();
  }

  /** Bubblewrap, and unshare where that is not there. */
  @ParameterizedTest
  @ValueSource(strings = {"bwrap", "unshare"})
  void rpmSeesNothingOfThisMachine(String way) throws IOException {
    String path = way.equals("bwrap") ? System.getenv("PATH") : only("sh", "env", "readlink", "unshare", "mkdir", "mount", "umount", "ln", "setpriv");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> said = sandboxed(path, "env | sort; ls /; cat " + dir.resolve("secret") + " /etc/passwd 2>/dev/null; touch /usr/x"
          + " 2>/dev/null && echo WRITTEN; python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", " + server.getLocalPort()
          + "), 2)' 2>/dev/null && echo CONNECTED; true");
      assertThat(said).startsWith("sandbox: " + way, "the copy").contains("HOME=/db", "LC_ALL=C", "usr", "db")
          .doesNotContain("of this machine", "WRITTEN", "CONNECTED", "home", "root", "etc", "tmp", "var", "DEPLOY_TOKEN=glpat")
          .noneMatch(line -> line.startsWith("root:"));
    }
  }

  @Test
  void rpmWithoutASandboxHasAnEmptyEnvironmentAndTheAnswerSaysSo() throws IOException {
    assertThat(sandboxed(only("sh", "env", "readlink", "cat"), "env")).startsWith("sandbox: none", "the copy")
        .noneMatch(line -> line.contains("glpat"));
  }

  @Test
  void rpmReadsTheDatabaseInEachSandbox() throws IOException {
    Path copy = dir.resolve("copied");
    database("var/lib/rpm");
    String withoutBubblewrap = only("sh", "env", "readlink", "unshare", "mkdir", "mount", "umount", "ln", "setpriv");
    Files.createSymbolicLink(Path.of(withoutBubblewrap, "rpm"), Path.of("/usr/bin/rpm"));
    for (String path : List.of(System.getenv("PATH"), withoutBubblewrap)) {
      Files.createDirectories(copy);
      Files.copy(root.resolve("var/lib/rpm/rpmdb.sqlite"), copy.resolve("rpmdb.sqlite"), StandardCopyOption.REPLACE_EXISTING);
      assertThat(PROCESSES.require(RpmSandbox.rpm(copy, "-qa").env("PATH", path)).stdout()).hasSize(1 + FOUND.size())
          .startsWith("sandbox: " + (path.equals(withoutBubblewrap) ? "unshare" : "bwrap")).contains("bash-5.2.26-3.fc40.noarch");
    }
  }

  @Test
  void rpmThatIsNotThereIsToldWithItsPackage() throws IOException {
    String path = only("sh", "env", "readlink");
    assertThatThrownBy(() -> PROCESSES.require(RpmSandbox.rpm(dir, "-qa").env("PATH", path))).isInstanceOf(ProblemException.class)
        .hasMessageContaining("The program rpm could not be started");
  }
}
