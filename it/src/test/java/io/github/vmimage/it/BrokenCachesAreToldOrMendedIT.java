package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BrokenCachesAreToldOrMendedIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @RegisterExtension
  static final FaultTable TABLE = new FaultTable("The cache and the records between the goals");

  private static Path disk;
  private static ScriptedServer server;
  private static FileRepository remote;

  @BeforeAll
  static void prepareADisk() throws IOException {
    disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    server = new ScriptedServer();
    server.on("/disk", ScriptedServer.file(Files.readAllBytes(disk)));
    remote = BENCH.newFileRepository("remote");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aFileInItsPlace() {
    ImageProject project = GuestlessProject.in(BENCH, "file").on(disk).withHcl().tagged();
    Path cache = BENCH.folder("caches").resolve("file");
    Folders.write(cache, "this is no folder\n");
    deploy(project, cache).told("a file in the place of the cache").by("verify-upstream").headed("The cache of upstreams cannot be used")
        .saying(cache.toString()).next("-Dvmimage.cache=");
  }

  @Test
  void readOnly() {
    ImageProject project = GuestlessProject.in(BENCH, "readonly").on(disk).withHcl().tagged();
    Path cache = BENCH.folder("caches/readonly");
    FaultyRun.of(TABLE, BENCH, BENCH.maven(project), project.folder(), remote, new PrivateMounts(BENCH.folder("mounts")).readOnly(cache),
        "deploy", remote.asTarget(), "-Dvmimage.cache=" + cache).told("cache that cannot be written").by("verify-upstream")
        .headed("The cache of upstreams cannot be used").saying("Read-only").next("-Dvmimage.cache=");
  }

  @Test
  void flippedByte() {
    ImageProject project = onServer("flipped");
    Path cache = BENCH.folder("caches/flipped");
    flip(cache);
    FaultyRun run = deploy(project, cache);
    run.released("flipped byte in a cached upstream", project, "(released: the entry is told of, removed and fetched again)");
    run.run().says("is corrupt", "it is removed");
    assertThat(cached(cache)).hasSameBinaryContentAs(disk);
  }

  @Test
  void flippedByteAndNoServer() {
    ImageProject project = GuestlessProject.in(BENCH, "alone").on("http://127.0.0.1:9/disk",
        "<sha256>" + Digests.of("SHA-256", disk) + "</sha256>").withHcl().tagged();
    Path cache = BENCH.folder("caches/alone");
    flip(cache);
    FaultyRun run = deploy(project, cache);
    run.told("flipped byte in a cached upstream, and nobody who has it").by("verify-upstream").headed("The server cannot be reached");
    run.run().says("is corrupt", "it is removed");
  }

  @Test
  void recordsCutShort() {
    ImageProject project = onServer("records");
    BENCH.maven(project).run("vmimage:verify-upstream", "vmimage:build", "-Dvmimage.accelerator=tcg").succeeded();
    cut(project.work().resolve("build.json"));
    told("build.json cut short", project, "audit");
    cut(project.work().resolve("verify-upstream.json"));
    told("verify-upstream.json cut short", project, "build");
  }

  private static void told(String fault, ImageProject project, String goal) {
    FaultyRun.of(TABLE, BENCH, BENCH.maven(project), project.folder(), remote, "vmimage:" + goal).told(fault).by(goal)
        .saying("cannot be read").next("mvn clean install");
  }

  private static ImageProject onServer(String name) {
    return GuestlessProject.in(BENCH, name).on(server.url() + "/disk", "<sha256>" + Digests.of("SHA-256", disk) + "</sha256>")
        .waiving("stamp-os-release", "A plain copy of another image's disk.").withHcl().tagged();
  }

  private static FaultyRun deploy(ImageProject project, Path cache) {
    return FaultyRun.of(TABLE, BENCH, BENCH.maven(project), project.folder(), remote, "deploy", remote.asTarget(),
        "-Dvmimage.accelerator=tcg", "-Dvmimage.cache=" + cache);
  }

  private static Path cached(Path cache) {
    String hex = Digests.of("SHA-256", disk);
    return cache.resolve("sha256").resolve(hex.substring(0, 2)).resolve(hex);
  }

  /** Puts the disk into the cache with one bit that is another. */
  private static void flip(Path cache) {
    try {
      byte[] bytes = Files.readAllBytes(disk);
      bytes[bytes.length / 2] ^= 1;
      Files.createDirectories(cached(cache).getParent());
      Files.write(cached(cache), bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void cut(Path file) {
    String text = Folders.read(file);
    Folders.write(file, text.substring(0, text.length() / 2));
  }
}
