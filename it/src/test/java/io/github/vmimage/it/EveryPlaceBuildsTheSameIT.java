package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another time zone, language, folder or home is no other image. */
class EveryPlaceBuildsTheSameIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static ImageProject project;
  private static Path disk;
  private static String manifest;

  @BeforeAll
  static void buildInUtcAndEnglish() {
    disk = PreparedDisk.ofRelease("tiny-image", "1.0.0").in(BENCH.folder("disks"));
    project = GuestlessProject.in(BENCH, "tiny-image").on(disk).withHcl().tagged();
    BENCH.maven(project).with("TZ", "UTC").java("-Duser.language=en").run("install").succeeded();
    manifest = builtManifest(project);
    assertThat(manifest).contains(project.commitId());
  }

  /** Turkish has four letters i; Arabic of Egypt has digits of its own. */
  @ParameterizedTest
  @CsvSource({"Pacific/Kiritimati, tr, TR", "America/Los_Angeles, de, DE", "UTC, ar, EG"})
  void manifestIsTheSameByteForByte(String zone, String language, String country) {
    Run run = BENCH.maven(project).with("TZ", zone).java("-Duser.language=" + language).java("-Duser.country=" + country)
        .java("-Duser.timezone=" + zone).run("clean", "install").succeeded().leftNothing().warnsOfNothingBut(GuestlessProject.NO_BOOT);
    assertThat(builtManifest(project)).isEqualTo(manifest);
    assertThat(Table.of(run).column("time")).hasSize(6).allMatch(t -> t.matches("[0-9]+:[0-9]{2}"));
  }

  @Test
  void messagesOfAProblemAreTheSameInTurkish() {
    ImageProject wrong = GuestlessProject.in(BENCH, "wrong").on("file:///none", "<SHA256>0</SHA256>").withHcl().committed();
    BENCH.maven(wrong).java("-Duser.language=tr").java("-Duser.country=TR").run("validate", "-Dvmimage.accelerator=TCGI")
        .failedOnceWith("<SHA256>", "write <sha256>");
  }

  @Test
  void folderMayHaveBlanksAndLettersOfAnyLanguage() {
    Path folder = BENCH.folder("my b\u00fcro \u2013 \u043d\u043e\u0447\u044c").resolve("tiny-image");
    ImageProject moved = GuestlessProject.at(folder, BENCH, "tiny-image").on(disk).withHcl().tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    Run run = BENCH.maven(moved).run("deploy", remote.asTarget()).succeeded().leftNothing();
    remote.holdsRelease(moved);
    assertThat(Table.of(run).cell("build", "where")).isEqualTo("target/vmimage/images/tiny-image-1.0.0.qcow2");
    assertThat(remote.manifest(moved).at("/images/0/contentDigest").toString()).as("the same content as elsewhere").isNotEmpty()
        .isEqualTo(Json.parse(manifest).at("/images/0/contentDigest").toString());
  }

  /** Caches and temporary files have places of their own; then nothing needs the home. */
  @Test
  void homeMayBeReadOnly() throws Exception {
    Path home = BENCH.folder("locked-home");
    Run run = inLockedHome(home, project).run("-o", "clean", "install").succeeded().leftNothing().warnsOfNothingBut(GuestlessProject.NO_BOOT);
    assertThat(Table.of(run).column("result")).hasSize(6).containsOnly("ok");
    assertThat(builtManifest(project)).isEqualTo(manifest);
    assertThat(Folders.files(home)).isEmpty();
  }

  @Test
  void cacheThatCannotBeWrittenIsNamedWithTheWayOut() throws Exception {
    Path home = BENCH.folder("locked-home");
    Path cache = home.resolve(".cache/vmimage");
    inLockedHome(home, project).run("-o", "vmimage:verify-upstream", "-Dvmimage.cache=" + cache)
        .failedOnceWith("The cache of upstreams cannot be used", "where:    " + cache).saysNext("-Dvmimage.cache=FOLDER");
  }

  /** Maven with a home that even root cannot write to: a read-only mount that only this run sees. */
  private static Maven inLockedHome(Path home, ImageProject in) throws Exception {
    Path script = BENCH.folder("scripts").resolve("mvn-in-a-locked-home");
    Folders.write(script, """
        #!/bin/sh
        set -e
        as_root=
        [ "$(id -u)" = 0 ] || as_root=-r
        exec unshare -m $as_root sh -c '
          mount --bind "$HOME" "$HOME" && mount -o remount,bind,ro "$HOME" && ! touch "$HOME/probe" 2>/dev/null && exec "%s/bin/mvn" "$@"
        ' mvn "$@"
        """.formatted(Reactor.mavenHome()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path temporary = BENCH.folder("locked-tmp");
    return BENCH.maven(in).through(script).with("HOME", home.toString()).with("XDG_CONFIG_HOME", home.resolve(".config").toString())
        .with("TMPDIR", temporary.toString()).java("-Duser.home=" + home).java("-Djava.io.tmpdir=" + temporary);
  }

  private static String builtManifest(ImageProject built) {
    return Folders.read(built.folder().resolve("target").resolve(built.artifact() + "-" + built.version() + ".json"));
  }
}
