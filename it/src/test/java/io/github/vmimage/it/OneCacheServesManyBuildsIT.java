package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Four builds of four projects fetch the same upstreams into one cache at once, and some of them are killed. The moments are those of a
 * random number, which is printed: {@code -Dvmimage.it.seed=NUMBER} takes the same ones, {@code -Dvmimage.it.rounds=50} makes a long run.
 */
class OneCacheServesManyBuildsIT {
  private static final int BUILDS = 4;
  private static final int KILLED = 3;
  private static final int ROUNDS = Integer.getInteger("vmimage.it.rounds", 3);
  private static final int DISK_BYTES = 12 << 20;
  /** A disk takes a second: one of four builds fetches it, and the others wait. */
  private static final int PART_BYTES = 256 << 10;
  private static final int PAUSE_MILLIS = 20;
  private static final int LATEST_MILLIS = 1000;

  @RegisterExtension
  static final Bench BENCH = new Bench();

  private static final List<ImageProject> PROJECTS = new ArrayList<>();
  private static ScriptedServer server;
  private static Path cache;

  @BeforeAll
  static void makeProjects() {
    server = new ScriptedServer();
    cache = BENCH.folder("cache");
    byte[] signed = disk(1);
    byte[] pinned = disk(2);
    byte[] list = (sha256(signed) + " *signed.qcow2\n").getBytes(StandardCharsets.UTF_8);
    ListSigner key = ListSigner.in(BENCH.folder("key"));
    String proof = key.proof(server.on("/SHA256SUMS", ScriptedServer.file(list)),
        server.on("/SHA256SUMS.gpg", ScriptedServer.file(key.sign(list))));
    String upstreams = "<url>" + server.on("/signed.qcow2", server.paced(signed, PART_BYTES, PAUSE_MILLIS)) + "</url>" + proof
        + "</upstream><upstream><id>pinned</id><url>" + server.on("/pinned.qcow2", server.paced(pinned, PART_BYTES, PAUSE_MILLIS))
        + "</url><sha256>" + sha256(pinned) + "</sha256>";
    for (int i = 0; i < BUILDS; i++) {
      PROJECTS.add(GuestlessProject.in(BENCH, "build" + i).upstream(upstreams).withHcl().write("keys.asc", key.armoured()).tagged());
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static byte[] disk(long seed) {
    byte[] disk = new byte[DISK_BYTES];
    new Random(seed).nextBytes(disk);
    return disk;
  }

  private static String sha256(byte[] bytes) {
    return Digests.of("SHA-256", write(BENCH.folder("disks").resolve("disk"), bytes));
  }

  private static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static StartedMaven start(ImageProject project, String... more) {
    List<String> arguments = new ArrayList<>(List.of("vmimage:verify-upstream", "-Dvmimage.cache=" + cache));
    arguments.addAll(List.of(more));
    return BENCH.maven(project).start(arguments.toArray(String[]::new));
  }

  @Test
  void noBuildSpoilsTheCacheForAnotherHoweverItDies() throws InterruptedException, IOException {
    long seed = Long.getLong("vmimage.it.seed", System.nanoTime());
    System.out.println("OneCacheServesManyBuildsIT: -Dvmimage.it.seed=" + seed);
    Random random = new Random(seed);
    int halves = 0;
    for (int round = 0; round < ROUNDS; round++) {
      halves += round(round, random);
      empty();
    }
    System.out.println("OneCacheServesManyBuildsIT: half files seen after " + ROUNDS * KILLED + " kills: " + halves);

    int before = fetched();
    List<StartedMaven> last = PROJECTS.stream().map(p -> start(p)).toList();
    last.forEach(m -> m.ended().succeeded().leftNothing());
    assertThat(fetched() - before).as("each disk is fetched by one of the four").isEqualTo(2);
    sound("the last run");
    assertThat(halves()).isEmpty();
    server.close();
    start(PROJECTS.get(0), "-o").ended().succeeded();
  }

  private static int fetched() {
    return server.requests("/signed.qcow2").size() + server.requests("/pinned.qcow2").size();
  }

  /** All begin with no disk in the cache; who lives succeeds. Returns how many half files were seen right after each kill, all together. */
  private static int round(int round, Random random) throws InterruptedException {
    int before = fetched();
    List<StartedMaven> builds = new ArrayList<>(PROJECTS.stream().map(p -> start(p)).toList());
    Collections.shuffle(builds, random);
    builds.get(0).await("or another one fetches a disk", () -> fetched() > before);
    int halves = 0;
    for (StartedMaven victim : builds.subList(0, KILLED)) {
      Thread.sleep(random.nextInt(LATEST_MILLIS));
      victim.killMaven().ended();
      halves += halves().size();
    }
    builds.subList(KILLED, BUILDS).forEach(b -> b.ended().succeeded());
    sound("round " + round);
    return halves;
  }

  /** Every file under a digest has that digest. */
  private static void sound(String when) {
    List<String> entries = Folders.files(cache).stream().filter(f -> f.matches("sha(256|512)/../[0-9a-f]+")).toList();
    assertThat(entries).as("entries after %s", when).hasSizeGreaterThanOrEqualTo(5);
    for (String entry : entries) {
      assertThat(Digests.of(entry.startsWith("sha256") ? "SHA-256" : "SHA-512", cache.resolve(entry))).as("after %s", when)
          .isEqualTo(entry.replaceFirst(".*/", ""));
    }
  }

  private static List<Path> halves() {
    return Folders.files(cache).stream().filter(f -> f.endsWith(".part")).map(cache::resolve).toList();
  }

  /** Takes away what is whole, as somebody who needs the room does. */
  private static void empty() throws IOException {
    for (String entry : Folders.files(cache.resolve("sha256"))) {
      if (!entry.endsWith(".part")) {
        Files.delete(cache.resolve("sha256").resolve(entry));
      }
    }
  }
}
