package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each stage writes to a small file system of its own, in a mount namespace. */
class FullDisksAreToldByFolderIT {
  private static final String COPY = "A plain copy of another image's disk.";
  private static final int MEBIBYTE = 1024;

  @RegisterExtension
  static final Bench BENCH = new Bench();

  @RegisterExtension
  static final FaultTable TABLE = new FaultTable("Full disks");

  private static Path disk;
  private static ScriptedServer server;
  private static FileRepository remote;

  /** A disk of about 7 MB, of which half is left when it is compressed. */
  @BeforeAll
  static void prepareADisk() throws IOException {
    disk = PreparedDisk.ofRelease("tiny", "1.0.0").with("usr/share/noise", noise(6_000_000)).in(BENCH.folder("disks"));
    byte[] body = Files.readAllBytes(disk);
    server = new ScriptedServer();
    server.on("/unannounced", (request, out) -> {
      ScriptedServer.head(out, "200 OK", "Content-Type: application/octet-stream");
      out.write(body);
    });
    remote = BENCH.newFileRepository("remote");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String noise(int characters) {
    byte[] bytes = new byte[characters / 2];
    new Random(7).nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void cache() {
    Path cache = BENCH.folder("small-cache");
    FaultyModules reactor = new FaultyModules(BENCH, "downloads");
    reactor.module("announced").on(disk).withHcl();
    reactor.module("unannounced").on(server.url() + "/unannounced", "<sha256>" + Digests.of("SHA-256", disk) + "</sha256>").withHcl();
    Path top = reactor.tagged();
    FaultyRun run = FaultyRun.of(TABLE, BENCH, BENCH.maven(top), top, remote, mounts("cache").small(cache, 2 * MEBIBYTE).list(cache),
        "--fail-at-end", "deploy", remote.asTarget(), "-Dvmimage.cache=" + cache);
    run.told("disk of the cache full, size announced", "announced").by("verify-upstream").headed("There is no room for a download")
        .saying(size(disk) + " bytes or more").next("df -h '" + cache, "-Dvmimage.cache=");
    run.told("disk of the cache full, size not announced", "unannounced").by("verify-upstream").next("df -h '" + cache);
  }

  @Test
  void lint() {
    ImageProject project = GuestlessProject.in(BENCH, "lint").on(disk).withHcl().tagged();
    Path target = project.folder().resolve("target");
    told("disk of target full at the lint", project, mounts("lint").small(target, 64).fill(target, 0)).by("lint").next("df -h '" + target);
  }

  @Test
  void sourceExport() {
    ImageProject project = GuestlessProject.in(BENCH, "export").on(disk).withHcl().write("notes.txt", noise(3_000_000)).tagged();
    told("disk of target full at the export of the source", project, mounts("export").small(project.work(), 2 * MEBIBYTE))
        .by("verify-upstream").next("df -h '" + project.work());
  }

  @Test
  void packersOutput() {
    ImageProject project = GuestlessProject.in(BENCH, "output").on(disk).withHcl().tagged();
    told("disk of target full at Packer's output", project, mounts("output").small(project.work(), 4 * MEBIBYTE)).by("build")
        .next("df -h '" + project.work());
  }

  @Test
  void conversion() {
    ImageProject project = GuestlessProject.in(BENCH, "conversion").on(disk).withHcl().tagged();
    told("disk of target full at the conversion", project, mounts("conversion").small(project.work(), (int) (size(disk) / 1024) + MEBIBYTE))
        .by("build").next("df -h '" + project.work());
  }

  @Test
  void manifest() {
    ImageProject project = GuestlessProject.in(BENCH, "manifest").on(disk).waiving("stamp-os-release", COPY).withHcl().tagged();
    Path target = project.folder().resolve("target");
    PrivateMounts mounts = mounts("manifest").small(target, 32 * MEBIBYTE)
        .after("vmimage:verify-upstream", "vmimage:build", "vmimage:audit", "vmimage:test",
            "-Dvmimage.accelerator=tcg").fill(target, 0).list(target);
    FaultyRun.of(TABLE, BENCH, BENCH.maven(project), project.folder(), remote, mounts, "vmimage:attach")
        .told("disk of target full at the manifest").by("attach").next("df -h '" + target);
    assertThat(mounts.files()).noneMatch(f -> f.endsWith("/manifest-1.0.0.json"));
  }

  @Test
  void localRepository() {
    ImageProject project = GuestlessProject.in(BENCH, "local").on(disk).waiving("stamp-os-release", COPY).withHcl().tagged();
    Path group = BENCH.repository().folder().resolve("com/example/images");
    told("disk of the local repository full", project, mounts("local").small(group, MEBIBYTE).list(group)).by("attach")
        .headed("There is no room for the image in the local repository").next("df -h '" + group);
  }

  private static FaultyRun.Told told(String fault, ImageProject project, PrivateMounts mounts) {
    return FaultyRun.of(TABLE, BENCH, BENCH.maven(project), project.folder(), remote, mounts, "deploy", remote.asTarget(),
        "-Dvmimage.accelerator=tcg").told(fault);
  }

  private static PrivateMounts mounts(String name) {
    return new PrivateMounts(BENCH.folder("mounts-" + name));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
