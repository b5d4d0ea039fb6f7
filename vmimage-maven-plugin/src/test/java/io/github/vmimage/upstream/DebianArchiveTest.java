package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.digest.Digests;
import io.github.vmimage.download.Download;
import io.github.vmimage.download.Lines;
import io.github.vmimage.download.Network;
import io.github.vmimage.download.TransferProgress;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.signature.Gpg;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive signed by a real GnuPG, and a script that does at once what the real one does in minutes. */
class DebianArchiveTest {
  private static final String DATE = "Sat, 11 Jul 2026 10:16:37 UTC";
  private static final String LATER = "Sun, 12 Jul 2026 10:16:37 UTC";

  /** Takes the release files as apt does, and notes what it was asked for. */
  private static final String SCRIPT = """
      set -eu
      echo "bootstrap: working"
      echo "$@" >>"$COUNT"
      while [ $# -gt 0 ]; do
        case $1 in
          --release-files) release=$2 ;; --packages-list) list=$2 ;; --output) output=$2 ;;
          --sources) sources=$2 ;; --keyring) keyring=$2 ;;
        esac
        shift 2
      done
      test -s "$keyring"
      mkdir "$release"
      for file in InRelease Release Release.gpg; do
        [ ! -e "$ARCHIVE/dists/bookworm/$file" ] || cp "$ARCHIVE/dists/bookworm/$file" "$release/${NAME}_dists_bookworm_$file"
      done
      if grep -q bookworm-security "$sources"; then
        cp "$ARCHIVE/dists/bookworm-security/InRelease" "$release/${NAME}_dists_bookworm-security_InRelease"
      fi
      echo "bash 5.2 amd64" >"$list"
      cat "$release"/* >"$output"
      """;

  @TempDir
  static Path shared;

  @TempDir
  Path folder;

  private static Gpg gpg;
  private static String trusted;
  private static String stranger;

  private final Lines progress = new Lines();
  private Path archive;
  private Path count;
  private Clock clock = Clock.systemUTC();

  @BeforeAll
  static void makeKeys() throws IOException {
    gpg = new Gpg(shared);
    trusted = gpg.key("archive@example.org", "ed25519", "never");
    stranger = gpg.key("stranger@example.org", "ed25519", "never");
  }

  @AfterAll
  static void end() {
    gpg.close();
  }

  @BeforeEach
  void makeArchive() throws IOException {
    archive = folder.resolve("debian");
    count = folder.resolve("count");
    release("bookworm", trusted, DATE, "");
    release("bookworm-security", trusted, LATER, "");
    Files.write(folder.resolve("keys.gpg"), gpg.export(trusted));
  }

  @Test
  void makesADiskAndProvesIt() throws IOException {
    VerifiedUpstream disk = archive(SCRIPT, false).verify(upstream("bookworm", "bookworm-security"));
    byte[] main = Files.readAllBytes(inRelease("bookworm"));
    byte[] security = Files.readAllBytes(inRelease("bookworm-security"));
    Path file = Path.of(disk.file());
    assertThat(file).isReadable().startsWith(folder.resolve("cache"));
    List<Proof.ReleaseFile> releaseFiles = List.of(
        new Proof.ReleaseFile("file:" + inRelease("bookworm"), Digests.sha256(main), "", List.of(trusted)),
        new Proof.ReleaseFile("file:" + inRelease("bookworm-security"), Digests.sha256(security), "", List.of(trusted)));
    Proof proof = new Proof.SignedArchive("bookworm", "bookworm", "Debian", "2026-07-12T10:16:37Z", releaseFiles, 1783851397L,
        Digests.sha256("bash 5.2 amd64\n"));
    assertThat(disk).usingRecursiveComparison().ignoringFields("evidence").isEqualTo(
        new VerifiedUpstream("base", "debianArchive", "bookworm at file:" + archive, file.toString(),
        Files.size(file), Digests.sha256(Files.readAllBytes(file)), proof));
    String place = archive.toString().substring(1).replaceAll("[^A-Za-z0-9._+-]", "_");
    assertThat(disk.evidence()).extracting(Evidence::name).containsExactly(place + "_dists_bookworm_InRelease",
        place + "_dists_bookworm-security_InRelease", "packages.txt", "keyring.gpg");
    assertThat(disk.evidence()).allSatisfy(e -> assertThat(Digests.sha256(Files.readAllBytes(Path.of(e.file())))).isEqualTo(e.sha256()));
    assertThat(Files.readString(count)).startsWith("--suite bookworm --keyring ").contains(" --size 4G --name bookworm --epoch 1783851397 ")
        .contains(" --packages linux-image-cloud-amd64 systemd-sysv ").contains(" systemd-resolved vim --size ");
    assertThat(progress.lines).contains("bootstrap: working");
    assertThat(Files.readString(folder.resolve("work/base/bootstrap.log"))).contains("bootstrap: working");
  }

  @Test
  void doesNotMakeItAgainUntilTheArchiveChanges() throws IOException {
    DebianArchiveUpstream upstream = upstream("bookworm");
    VerifiedUpstream first = archive(SCRIPT, false).verify(upstream);
    assertThat(archive(SCRIPT, false).verify(upstream)).isEqualTo(first);
    assertThat(count).content().hasLineCount(1);
    release("bookworm", trusted, LATER, "");
    VerifiedUpstream second = archive(SCRIPT, false).verify(upstream);
    assertThat(second.sha256()).isNotEqualTo(first.sha256());
    assertThat(count).content().hasLineCount(2);
    archive(SCRIPT + "# another script", false).verify(upstream);
    assertThat(count).content().hasLineCount(3);
  }

  @Test
  void makesItAgainWhenItsDiskIsCorrupt() throws IOException {
    VerifiedUpstream first = archive(SCRIPT, false).verify(upstream("bookworm"));
    Files.delete(Path.of(first.file()));
    Files.writeString(Path.of(first.file()), "corrupt");
    assertThat(archive(SCRIPT, false).verify(upstream("bookworm"))).isEqualTo(first);
    assertThat(count).content().hasLineCount(2);
  }

  @Test
  void usesTheNewestWhenOffline() throws IOException {
    archive(SCRIPT, false).verify(upstream("bookworm"));
    release("bookworm", trusted, LATER, "");
    VerifiedUpstream newest = archive(SCRIPT, false).verify(upstream("bookworm"));
    Files.delete(inRelease("bookworm"));
    assertThat(archive(SCRIPT, true).verify(upstream("bookworm"))).isEqualTo(newest);
    assertThatThrownBy(() -> archive(SCRIPT, true).verify(upstream("bookworm", "bookworm-security")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("No disk of bookworm is in the cache, and Maven is offline\n  where:    upstream base\n"
            + "  next:     run once without -o");
  }

  @Test
  void refusesAStrangersArchiveBeforeAnythingIsMade() throws IOException {
    release("bookworm", stranger, DATE, "");
    assertThat(problem(SCRIPT)).startsWith("The release file of the archive is not validly signed by a key of the project's keyring\n"
        + "  where:    file:" + inRelease("bookworm") + "\n  seen:     by the unknown key " + stranger);
    assertThat(count).doesNotExist();
  }

  @Test
  void takesReleaseAndItsSignatureWhereThereIsNoInRelease() throws IOException {
    Path release = detached(trusted);
    VerifiedUpstream disk = archive(SCRIPT, false).verify(upstream("bookworm"));
    assertThat(((Proof.SignedArchive) disk.proof()).releaseFiles()).containsExactly(new Proof.ReleaseFile("file:" + release,
        Digests.sha256(Files.readAllBytes(release)), Digests.sha256(Files.readAllBytes(Path.of(release + ".gpg"))), List.of(trusted)));
    assertThat(disk.evidence()).hasSize(4);
    assertThat(archive(SCRIPT, true).verify(upstream("bookworm"))).isEqualTo(disk);
    detached(stranger);
    assertThat(problem(SCRIPT)).startsWith("The release file of the archive is not validly signed").contains(stranger);
  }

  @Test
  void trustsOnlyThePinnedKeysOfAKeyring() throws IOException {
    Files.write(folder.resolve("keys.gpg"), gpg.export(trusted, stranger));
    DebianArchiveUpstream open = upstream("bookworm");
    DebianArchiveUpstream pinned = new DebianArchiveUpstream(open.id(), open.suite(), open.keyring(), open.components(), open.mirrors(),
        open.packages(), open.size(), List.of(stranger), "");
    assertThatThrownBy(() -> archive(SCRIPT, false).verify(pinned)).isInstanceOf(ProblemException.class)
        .hasMessageContaining("by the unknown key " + trusted);
    assertThat(count).doesNotExist();
  }

  @Test
  void refusesAnotherReleaseFileThanThePinnedOne() throws IOException {
    DebianArchiveUpstream open = upstream("bookworm");
    String sha256 = Digests.sha256(Files.readAllBytes(inRelease("bookworm")));
    DebianArchiveUpstream pinned = new DebianArchiveUpstream(open.id(), open.suite(), open.keyring(), open.components(), open.mirrors(),
        open.packages(), open.size(), List.of(), sha256);
    assertThat(archive(SCRIPT, false).verify(pinned).evidence().get(0).sha256()).isEqualTo(sha256);
    release("bookworm", trusted, LATER, "");
    assertThatThrownBy(() -> archive(SCRIPT, false).verify(pinned)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The release file of the suite is not the one that is pinned").hasMessageContaining("sha256:" + sha256);
  }

  @Test
  void refusesAnotherSuitesReleaseFile() throws IOException {
    Files.copy(inRelease("bookworm-security"), inRelease("bookworm"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(problem(SCRIPT)).startsWith("The release file is of another suite");
  }

  @Test
  void refusesAnArchiveThatIsOutOfDate() throws IOException {
    release("bookworm", trusted, "Sat, 11 Jul 2020 10:16:37 UTC", "Valid-Until: Sat, 18 Jul 2020 10:16:37 UTC\n");
    assertThat(problem(SCRIPT)).startsWith("The release file is out of date").contains("[check-valid-until=no]");
    DebianArchiveUpstream frozen = new DebianArchiveUpstream("base", "bookworm", folder.resolve("keys.gpg"), List.of("main"),
        List.of("deb [check-valid-until=no] file:" + archive + " bookworm main"), List.of(), "4G");
    assertThat(archive(SCRIPT, false).verify(frozen).proof()).extracting("releaseDate").isEqualTo("2020-07-11T10:16:37Z");
  }

  @Test
  void refusesADiskMadeFromOtherReleaseFiles() throws IOException {
    Path forged = folder.resolve("forged");
    Files.write(forged, signed("bookworm", stranger, DATE, ""));
    assertThat(problem(SCRIPT + "cp '" + forged + "' \"$release/${NAME}_dists_bookworm_InRelease\"\n"))
        .startsWith("The release file of the archive is not validly signed").contains("by the unknown key " + stranger);
    assertThat(problem(SCRIPT + "cp '" + forged + "' \"$release/evil.example.org_dists_bookworm_InRelease\"\n"))
        .startsWith("apt used a release file that belongs to none of the sources").contains("evil.example.org_dists_bookworm_InRelease");
    assertThat(problem(SCRIPT + "rm \"$release\"/*\n")).startsWith("The bootstrap left no signed release file of a source");
    assertThat(cached()).isEmpty();
  }

  @Test
  void provesWhatAptUsedWhenTheArchiveChangedMeanwhile() throws IOException {
    Path newer = folder.resolve("newer");
    Instant start = Instant.now();
    Files.write(newer, signed("bookworm", trusted, LATER, "", "--faked-system-time", gpgTime(start.plusSeconds(1800))));
    Deque<Instant> times = new ArrayDeque<>(List.of(start, start.plusSeconds(3600)));
    clock = new TickingClock(times);
    VerifiedUpstream disk = archive(SCRIPT + "cp '" + newer + "' \"$release/${NAME}_dists_bookworm_InRelease\"\n", false)
        .verify(upstream("bookworm"));
    assertThat(disk.proof()).extracting("releaseDate").isEqualTo("2026-07-12T10:16:37Z");
    assertThat(((Proof.SignedArchive) disk.proof()).releaseFiles()).extracting(Proof.ReleaseFile::sha256)
        .containsExactly(Digests.sha256(Files.readAllBytes(newer)));
  }

  @Test
  void tellsWhyTheScriptFailed() {
    assertThat(problem("echo 'E: Unable to locate package vim'; echo 'bootstrap: mmdebstrap could not install' >&2; exit 1"))
        .startsWith("Bootstrapping the disk of bookworm failed with exit code 1\n  where:    " + folder.resolve("work/base/bootstrap.log"))
        .contains("E: Unable to locate package vim").contains("bootstrap: mmdebstrap could not install");
    assertThat(problem("echo \"bootstrap: 'mformat' is missing; install it with: apt-get install mtools\" >&2; exit 2"))
        .startsWith("The disk of bookworm cannot be bootstrapped on this machine").contains("apt-get install mtools");
  }

  @Test
  void asksForAKernelWhereItKnowsNone() throws IOException {
    Files.write(inRelease("bookworm"), gpg.clearSign("Origin: Devuan\nCodename: bookworm\nDate: " + DATE + "\n", "--local-user", trusted));
    assertThat(problem(SCRIPT)).startsWith("The kernel package of this distribution is not known").contains("Origin: Devuan");
  }

  private String problem(String script) {
    try {
      archive(script, false).verify(upstream("bookworm"));
    } catch (ProblemException e) {
      return e.getMessage();
    }
    throw new AssertionError("not refused");
  }

  private DebianArchive archive(String script, boolean offline) {
    String name = archive.toString().replace("_", "%5f").replace('/', '_');
    String whole = "COUNT='" + count + "' ARCHIVE='" + archive + "' NAME='" + name + "'\n" + script;
    Network network = new Network(HttpClient.Builder.NO_PROXY, Network.Credentials.NONE, Network.CONNECT, Network.STALL, offline);
    return new DebianArchive(new Processes(Secrets.NONE, progress), new Download(network, TransferProgress.SILENT),
        new UpstreamCache(folder.resolve("cache"), progress), folder.resolve("work"), clock, progress,
        whole.getBytes(StandardCharsets.UTF_8));
  }

  private DebianArchiveUpstream upstream(String... suites) {
    List<String> mirrors = Stream.of(suites).map(s -> "deb file:" + archive + " " + s + " main").toList();
    return new DebianArchiveUpstream("base", "bookworm", folder.resolve("keys.gpg"), List.of("main"), mirrors, List.of("vim"), "4G");
  }

  /** The archive of bookworm as older servers have it. */
  private Path detached(String key) throws IOException {
    Files.deleteIfExists(inRelease("bookworm"));
    byte[] text = ("Origin: Debian\nSuite: stable\nCodename: bookworm\nVersion: 12.1\nDate: " + DATE + "\n")
        .getBytes(StandardCharsets.UTF_8);
    Files.write(inRelease("bookworm").resolveSibling("Release.gpg"), gpg.run(text, "--armor", "--local-user", key, "--detach-sign"));
    return Files.write(inRelease("bookworm").resolveSibling("Release"), text);
  }

  private Path inRelease(String suite) {
    return archive.resolve("dists").resolve(suite).resolve("InRelease");
  }

  private void release(String suite, String key, String date, String more) throws IOException {
    Files.createDirectories(inRelease(suite).getParent());
    Files.write(inRelease(suite), signed(suite, key, date, more));
  }

  private static byte[] signed(String suite, String key, String date, String more, String... options) {
    String[] all = Stream.concat(Stream.of("--local-user", key), Stream.of(options)).toArray(String[]::new);
    return gpg.clearSign("Origin: Debian\nSuite: " + suite.replace("bookworm", "oldstable") + "\nVersion: 12.15\nCodename: " + suite
        + "\nDate: " + date + "\n" + more + "SHA256:\n 0000 0 main/binary-amd64/Packages\n", all);
  }

  private static String gpgTime(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:Z]", "");
  }

  /** Gives each time once. */
  private static final class TickingClock extends Clock {
    private final Deque<Instant> times;

    TickingClock(Deque<Instant> times) {
      this.times = times;
    }

    @Override
    public Instant instant() {
      return times.removeFirst();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private List<Path> cached() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("cache"))) {
      return all.filter(Files::isRegularFile).filter(f -> !f.toString().endsWith(".lock")).toList();
    }
  }
}
