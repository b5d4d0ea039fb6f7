package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class GuestInventoryTest {
  private static final String OS = "ID=debian\nVERSION_ID=\"12\"\n";

  @TempDir Path folder;

  private Path root;

  @BeforeEach
  void guest() throws IOException {
    root = Files.createDirectory(folder.resolve("root"));
    write("usr/lib/os-release", OS);
    write("var/lib/dpkg/status", Samples.text("dpkg/ordinary.input"));
    // What must never be read: the same names above the guest's root.
    write("../etc/os-release", "ID=outside\n");
    write("../usr/lib/os-release", "ID=outside\n");
  }

  /** JUnit would warn of each link that leads out of its folder. */
  @AfterEach
  void removeLinks() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void link(String path, String target) throws IOException {
    Path link = root.resolve(path);
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(target));
  }

  private GuestInventory inventory() {
    return new GuestInventory(new Processes(Secrets.NONE, Progress.SILENT), folder.resolve("rpm"), Progress.SILENT);
  }

  private String os() {
    Manifest.Guest guest = inventory().read(root);
    return guest.osId() + " " + guest.osVersion();
  }

  private ProblemException refusal() {
    ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> inventory().read(root));
    assertThat(refusal).as("refused").isNotNull();
    return refusal;
  }

  @Test
  void readsSystemAndPackagesSorted() throws IOException {
    link("etc/os-release", "../usr/lib/os-release");
    write("var/lib/dpkg/status", "Package: b\nStatus: install ok installed\nArchitecture: all\nVersion: 2\n\n"
        + "Package: a\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n");
    assertThat(inventory().read(root)).isEqualTo(new Manifest.Guest("debian", "12",
        List.of(new Manifest.InstalledPackage("a", "1", "all"), new Manifest.InstalledPackage("b", "2", "all"))));
  }

  @Test
  void prefersEtcToUsr() throws IOException {
    write("etc/os-release", "NAME='Other'\nID=ubuntu\nVERSION_ID='24.04'\n");
    assertThat(os()).isEqualTo("ubuntu 24.04");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/lib/os-release", "../usr/lib/os-release", "../../../../../usr/lib/os-release", "/../usr/./lib//os-release",
      "/etc/second", "/hop/lib/os-release"})
  void followsLinksAsTheGuestWould(String target) throws IOException {
    link("etc/second", "third");
    link("etc/third", "/usr/lib/os-release");
    link("hop", "/usr");
    link("etc/os-release", target);
    assertThat(os()).isEqualTo("debian 12");
  }

  @Test
  void fallsBackToUsrWhereTheLinkOfEtcLeadsNowhere() throws IOException {
    link("etc/os-release", "/nowhere/os-release");
    assertThat(os()).isEqualTo("debian 12");
  }

  @Test
  void readsNothingAboveTheRoot() throws IOException {
    Files.delete(root.resolve("usr/lib/os-release"));
    for (String target : List.of(folder.resolve("etc/os-release").toString(), "../../etc/os-release", "../../usr/lib/os-release")) {
      link("etc/os-release", target);
      ProblemException refusal = refusal();
      assertThat(refusal).as(target).hasMessageNotContaining("outside");
      assertThat(refusal.isProjects()).isTrue();
    }
    Files.delete(root.resolve("etc/os-release"));
    link("etc", folder.resolve("etc").toString());
    Files.delete(root.resolve("usr/lib"));
    Files.delete(root.resolve("usr"));
    link("usr", "../usr");
    assertThat(refusal()).hasMessageNotContaining("outside");
  }

  @Test
  void endsACircleOfLinks() throws IOException {
    link("etc/os-release", "other");
    link("etc/other", "os-release");
    assertThat(refusal()).hasMessage("""
        A link in the image leads in a circle
          where:    /etc/os-release in the image
          seen:     more than 40 links
          accepted: at most 40 links, as Linux has it
          next:     Mend the playbook so that the guest's own tools can read it, and build again""");
  }

  @Test
  void endsAtTheNumberOfLinksThatLinuxFollows() throws IOException {
    link("etc/os-release", "l1");
    for (int i = 1; i < 40; i++) {
      link("etc/l" + i, i < 39 ? "l" + (i + 1) : "/usr/lib/os-release");
    }
    assertThat(os()).isEqualTo("debian 12");
    link("etc/l39", "l40");
    link("etc/l40", "/usr/lib/os-release");
    assertThat(refusal()).hasMessageContaining("more than 40 links");
  }

  @ParameterizedTest
  @ValueSource(strings = {"etc/os-release", "var/lib/dpkg/status"})
  void opensNeitherAFolderNorAPipe(String path) throws Exception {
    Path file = root.resolve(path);
    Files.deleteIfExists(file);
    Files.createDirectories(file);
    assertThat(refusal()).hasMessageContaining("A file of the image is not a regular file")
        .hasMessageContaining("/" + path + " in the image");
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThat(refusal()).hasMessageContaining("A file of the image is not a regular file");
  }

  @ParameterizedTest
  @CsvSource({"etc/os-release,65536", "var/lib/dpkg/status,33554432"})
  void refusesAFileOfHostileSize(String path, long limit) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(limit + 1);
      assertThat(refusal()).hasMessageContaining("A file of the image is too large")
          .hasMessageContaining("seen:     " + (limit + 1) + " bytes")
          .hasMessageContaining("accepted: at most " + limit + " bytes");
      sparse.setLength(1L << 40);
      assertThat(refusal()).hasMessageContaining("seen:     1099511627776 bytes");
      // One byte less is read, and found to be no text.
      sparse.setLength(limit);
      if (path.startsWith("var")) {
        assertThat(refusal()).hasMessageContaining("malformed");
      } else {
        assertThat(os()).isEqualTo("linux ");
      }
    }
  }

  @Test
  void saysThatThereIsNoPackageList() throws IOException {
    Files.delete(root.resolve("var/lib/dpkg/status"));
    assertThat(refusal()).hasMessage("""
        The image has no package list that can be read
          where:    /var/lib/dpkg/status in the image
          seen:     no package, and no database of rpm
          accepted: a guest with packages of dpkg or of rpm
          next:     Build the image on a distribution of the Debian, Red Hat or SUSE family""");
  }

  @Test
  void saysThatThereIsNoOsRelease() throws IOException {
    Files.delete(root.resolve("usr/lib/os-release"));
    assertThat(refusal()).hasMessageContaining("The image does not say which system it is")
        .hasMessageContaining("/etc/os-release in the image");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
      ID=debian@nVERSION_ID="12"                | debian 12
      ID="debian"@n# VERSION_ID=11@nVERSION_ID=12 | debian 12
      ID='debian' @nVERSION_ID='12'             | debian 12
      ID=debian@nID=ubuntu                      | ubuntu
      ID="deb\\ian"                             | debian
      ID=fedora@nVERSION_ID=""                  | fedora
      NAME="no id"                              | linux
      VERSION_ID=12                             | linux 12
      XID=other@nVERSION_IDS=11                 | linux
      no assignment@n=@nID=arch                 | arch
      """)
  void readsOsReleaseAsAShellWould(String text, String expected) throws IOException {
    write("etc/os-release", text.replace("@n", "\n"));
    assertThat(os().strip()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ID=", "ID=Debian", "ID=\"debian", "ID=\"", "ID=../x", "ID=de bian", "ID=\u001b[2J", "VERSION_ID=1 2",
      "VERSION_ID=$(id)", "VERSION_ID='1\u0007'"})
  void refusesStrangeValues(String line) throws IOException {
    write("etc/os-release", line + "\n");
    assertThat(refusal()).hasMessageContaining("os-release of the image is malformed").hasMessageContaining("/etc/os-release in the image")
        .hasMessageNotContaining("\u001b");
  }

  @Test
  void refusesAValueWithoutEndAndShowsItsBeginning() throws IOException {
    write("etc/os-release", "ID=" + "\\a".repeat(30_000) + "\n");
    assertThat(refusal().getMessage()).hasSizeLessThan(1000);
    write("etc/os-release", "ID=\"" + "\\a".repeat(30_000) + "\"\n");
    assertThat(refusal().getMessage()).hasSizeLessThan(1000);
  }

  @Test
  void tellsARootThatIsNotThere() {
    root = folder.resolve("gone");
    assertThat(refusal()).hasMessageContaining("The image does not say which system it is");
  }
}
