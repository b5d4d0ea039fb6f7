package io.github.vmimage.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpstreamCacheTest {
  private static final byte[] BODY = "a disk".getBytes(StandardCharsets.UTF_8);

  @TempDir
  Path folder;

  private final Lines progress = new Lines();

  @ParameterizedTest
  @EnumSource
  void keepsAFileUnderItsDigest(Digest.Algorithm algorithm) throws IOException {
    Digest digest = digest(algorithm, BODY);
    CachedFile file = cache().obtain(digest, "url", sink -> sink.write(BODY, 0, BODY.length));
    assertThat(file).isEqualTo(new CachedFile(folder.resolve(algorithm.toString()).resolve(digest.hex().substring(0, 2))
        .resolve(digest.hex()), BODY.length, Digests.sha256(BODY)));
    assertThat(file.path()).hasBinaryContent(BODY);
    assertThat(cache().obtain(digest, "url", sink -> {
      throw new AssertionError("fetched again");
    })).isEqualTo(file);
    assertThat(cache().find(digest)).contains(file);
  }

  @Test
  void keepsBytesAndLooksForThemWithoutReading() throws IOException {
    Digest digest = digest(Digest.Algorithm.SHA256, BODY);
    assertThat(cache().peek(digest)).isEmpty();
    assertThat(cache().find(digest)).isEmpty();
    CachedFile kept = cache().keep(BODY);
    assertThat(kept.path()).hasBinaryContent(BODY);
    assertThat(kept).isEqualTo(cache().find(digest).orElseThrow());
    assertThat(cache().peek(digest)).contains(kept.path());
    assertThat(cache().folder("records")).isEqualTo(folder.resolve("records"));
    // Each entry has a lock of its own.
    assertThat(folder.resolve("locks/sha256-" + digest.hex() + ".lock")).exists();
    Files.delete(kept.path());
    Files.createDirectories(kept.path());
    assertThat(cache().peek(digest)).as("a folder is no entry").isEmpty();
  }

  @Test
  void beginsToReadNothingThatIsNotThere() {
    UpstreamCache cache = cache();
    Digest digest = digest(Digest.Algorithm.SHA256, BODY);
    cache.begin(digest);
    assertThat(folder.resolve("locks")).doesNotExist();
    assertThat(cache.obtain(digest, "url", sink -> sink.write(BODY, 0, BODY.length)).path()).hasBinaryContent(BODY);
  }

  @Test
  void leavesNothingOfAWrongFile() throws IOException {
    Digest digest = digest(Digest.Algorithm.SHA256, BODY);
    assertThatThrownBy(() -> cache().obtain(digest, "http://example.org/disk", sink -> sink.write(new byte[] {1}, 0, 1)))
        .hasMessage("""
            The upstream does not have the digest that is pinned
              where:    http://example.org/disk
              seen:     sha256:4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a (1 bytes)
              accepted: sha256:%s
              next:     compare both with the distributor's own signed list of digests; \
            where that list names the new one, mvn vmimage:pin writes it down"""
            .formatted(digest.hex()));
    assertThat(files()).isEmpty();
  }

  @Test
  void leavesNothingOfABrokenTransfer() throws IOException {
    assertThatThrownBy(() -> cache().obtain(digest(Digest.Algorithm.SHA256, BODY), "url", sink -> {
      sink.write(BODY, 0, 3);
      throw Problem.environment("broken").asException();
    })).hasMessage("broken");
    assertThat(files()).isEmpty();
  }

  @Test
  void forgetsWhatWasWrittenBeforeARestart() {
    CachedFile file = cache().obtain(digest(Digest.Algorithm.SHA512, BODY), "url", sink -> {
      sink.write(new byte[100], 0, 100);
      sink.restart();
      sink.write(BODY, 0, 2);
      assertThat(sink.received()).isEqualTo(2);
      sink.write(BODY, 2, BODY.length - 2);
    });
    assertThat(file.path()).hasBinaryContent(BODY);
  }

  @Test
  void fetchesACorruptEntryAgain() throws IOException {
    Digest digest = digest(Digest.Algorithm.SHA256, BODY);
    Path path = cache().obtain(digest, "url", sink -> sink.write(BODY, 0, BODY.length)).path();
    Files.delete(path);
    Files.writeString(path, "a disc");
    assertThat(cache().obtain(digest, "url", sink -> sink.write(BODY, 0, BODY.length)).path()).hasBinaryContent(BODY);
    assertThat(progress.lines).singleElement().asString().startsWith("The cache entry " + path + " is corrupt (6 bytes, sha256:");
  }

  @Test
  void removesWhatAKilledBuildLeft() throws IOException {
    Digest digest = digest(Digest.Algorithm.SHA256, BODY);
    Path leftover = folder.resolve("sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex() + ".123.part");
    Files.createDirectories(leftover.getParent());
    Files.writeString(leftover, "half");
    cache().obtain(digest, "url", sink -> sink.write(BODY, 0, BODY.length));
    assertThat(leftover).doesNotExist();
  }

  @Test
  void adoptsAFileThatWasMadeHere() throws IOException {
    Path made = Files.write(folder.resolve("disk.qcow2"), BODY);
    CachedFile file = cache().adopt(made);
    assertThat(file.sha256()).isEqualTo(Digests.sha256(BODY));
    assertThat(cache().find(Digest.sha256(file.sha256()))).contains(file);
  }

  @Test
  void readsAnEntryEarly() {
    UpstreamCache cache = cache();
    Digest digest = digest(Digest.Algorithm.SHA256, BODY);
    cache.begin(digest);
    CachedFile file = cache.obtain(digest, "url", sink -> sink.write(BODY, 0, BODY.length));
    cache.begin(digest);
    cache.begin(digest);
    for (int i = 0; i < 2; i++) {
      assertThat(cache.obtain(digest, "url", sink -> {
        throw new AssertionError("fetched again");
      })).isEqualTo(file);
    }
  }

  @Test
  void fetchesAnewWhatIsFoundToBeCorruptEarly() throws IOException {
    Digest digest = digest(Digest.Algorithm.SHA512, BODY);
    UpstreamCache cache = cache();
    Path path = cache.obtain(digest, "url", sink -> sink.write(BODY, 0, BODY.length)).path();
    Files.delete(path);
    Files.writeString(path, "a disc");
    cache.begin(digest);
    assertThat(cache.obtain(digest, "url", sink -> sink.write(BODY, 0, BODY.length)).path()).hasBinaryContent(BODY);
    assertThat(progress.lines).singleElement().asString().startsWith("The cache entry " + path + " is corrupt");
  }

  @Test
  void tellsOfAnEarlyReadingOnlyWhenItIsAskedFor() throws Exception {
    List<String> steps = new CopyOnWriteArrayList<>();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch began = new CountDownLatch(1);
    Progress heard = new Progress() {
      @Override
      public void info(String line) {}

      @Override
      public void warn(String line) {}

      @Override
      public void debug(String line) {}

      @Override
      public void step(String what, long done, long total) {
        steps.add(what);
      }
    };
    EarlyReading early = EarlyReading.begin(heard, told -> {
      told.step("before", 1, 2);
      began.countDown();
      awaited(asked);
      told.step("after", 2, 2);
      throw new IOException("broken");
    });
    began.await();
    assertThat(steps).isEmpty();
    Thread thread = new Thread(() -> {
      try {
        assertThat(early.outcome()).isEmpty();
        steps.add("ended");
      } catch (IOException e) {
        steps.add(e.toString());
      }
    });
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    asked.countDown();
    thread.join();
    assertThat(steps).containsExactly("after", "ended");
  }

  private static void awaited(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void removesWhatAKilledBuildLeftOfAFileThatWasMadeHere() throws IOException {
    Path made = Files.write(folder.resolve("disk.qcow2"), BODY);
    Path leftover = Files.createDirectories(folder.resolve("sha256")).resolve("made.123.part");
    Files.writeString(leftover, "half");
    assertThat(cache().adopt(made).path()).hasBinaryContent(BODY);
    assertThat(leftover).doesNotExist();
  }

  @Test
  void saysThatItCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThatThrownBy(() -> new UpstreamCache(file.resolve("cache"), progress).find(digest(Digest.Algorithm.SHA256, BODY)))
        .isInstanceOf(ProblemException.class).hasMessageStartingWith("The cache of upstreams cannot be used\n  where:    " + file)
        .hasMessageEndingWith("make that folder writable, or give another one with -Dvmimage.cache=FOLDER");
  }

  @Test
  void fetchesOnceForManyThreads() throws Exception {
    Digest digest = digest(Digest.Algorithm.SHA256, BODY);
    List<String> fetches = new CopyOnWriteArrayList<>();
    Callable<CachedFile> build = () -> cache().obtain(digest, "url", sink -> {
      fetches.add("fetched");
      pause();
      sink.write(BODY, 0, BODY.length);
    });
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<CachedFile> each : threads.invokeAll(List.of(build, build, build, build))) {
        assertThat(each.get().path()).hasBinaryContent(BODY);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(fetches).hasSize(1);
    assertThat(progress.lines).hasSizeBetween(1, 3).containsOnly("Waiting for another build that is at work on url");
  }

  @Test
  void fetchesOnceForManyProcesses() throws Exception {
    Path fetches = folder.resolve("fetches");
    List<Process> builds = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      builds.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
          System.getProperty("java.class.path"), OtherBuild.class.getName(), folder.resolve("cache").toString(), fetches.toString())
          .redirectErrorStream(true).redirectOutput(folder.resolve("log" + i).toFile()).start());
    }
    for (int i = 0; i < 2; i++) {
      assertThat(builds.get(i).waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(builds.get(i).exitValue()).as(Files.readString(folder.resolve("log" + i))).isZero();
    }
    assertThat(fetches).hasContent("fetched");
  }

  /** Another Maven on this machine. */
  static final class OtherBuild {
    public static void main(String[] args) {
      new UpstreamCache(Path.of(args[0]), Progress.SILENT).obtain(digest(Digest.Algorithm.SHA256, BODY), "url", sink -> {
        try {
          Files.writeString(Path.of(args[1]), "fetched", java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
        pause();
        sink.write(BODY, 0, BODY.length);
      });
    }
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private UpstreamCache cache() {
    return new UpstreamCache(folder, progress);
  }

  private static Digest digest(Digest.Algorithm algorithm, byte[] bytes) {
    Digests digests = new Digests(EnumSet.of(algorithm));
    digests.update(bytes, 0, bytes.length);
    return new Digest(algorithm, digests.hex(algorithm));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(f -> !f.toString().endsWith(".lock")).toList();
    }
  }
}
