package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vmimage.report.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ManifestReaderTest {
  @TempDir Path folder;

  @Test
  void saysThatThereIsNoManifest() {
    ProblemException refusal = refusal(folder.resolve("m.json"));
    assertThat(refusal).hasMessage("""
        The manifest is not there
          where:    %s
          seen:     no such file
          accepted: a regular file
          next:     Build the image (mvn install), or resolve it again with mvn -U""", folder.resolve("m.json"));
    assertThat(refusal.isProjects()).isFalse();
  }

  @Test
  @Timeout(20)
  void opensNeitherAFolderNorAPipe() throws Exception {
    assertThat(refusal(folder)).hasMessageContaining("seen:     not a regular file");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(refusal(pipe)).hasMessageContaining("seen:     not a regular file");
  }

  @Test
  void namesTheFileToDeleteWhenItIsBroken() throws IOException {
    Path file = Files.writeString(folder.resolve("m.json"), "{");
    assertThat(refusal(file)).hasMessageContaining("where:    " + file + "\n")
        .hasMessageContaining("next:     Delete " + file + " and resolve it again with mvn -U; if it stays so, this release is broken");
  }

  @Test
  void readsNoMoreOfAnEndlessStreamThanItsLimit() {
    AtomicLong given = new AtomicLong();
    InputStream endless = new InputStream() {
      @Override
      public int read() {
        given.incrementAndGet();
        return '[';
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        given.addAndGet(length);
        Arrays.fill(buffer, offset, offset + length, (byte) '[');
        return length;
      }
    };
    assertThatThrownBy(() -> ManifestReader.read(endless, "stream")).hasMessageContaining("The manifest is too large");
    assertThat(given.get()).isEqualTo(ManifestReader.MAX_BYTES + 1);
  }

  @Test
  void takesAManifestOfExactlyTheLimit() {
    byte[] bytes = Arrays.copyOf(Samples.bytes("manifests/app.expected"), ManifestReader.MAX_BYTES);
    Arrays.fill(bytes, Samples.bytes("manifests/app.expected").length, bytes.length, (byte) ' ');
    assertThat(Samples.read(bytes).manifest()).isEqualTo(Samples.manifest("app"));
  }

  @Test
  void tellsATransferThatBroke() {
    InputStream broken = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("connection reset");
      }
    };
    ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> ManifestReader.read(broken, "https://repo/m.json"));
    assertThat(refusal).hasMessageContaining("The manifest cannot be read").hasMessageContaining("connection reset");
    assertThat(refusal.isProjects()).isFalse();
  }

  @Test
  void leavesTheStreamOpen() {
    List<String> calls = new ArrayList<>();
    ManifestReader.read(new ByteArrayInputStream(Samples.bytes("manifests/app.expected")) {
      @Override
      public void close() {
        calls.add("close");
      }
    }, "stream");
    assertThat(calls).isEmpty();
  }

  @Test
  void readsTheLargestPackageListInSeconds() {
    Manifest app = Samples.manifest("app");
    List<Manifest.InstalledPackage> packages = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      packages.add(new Manifest.InstalledPackage("a-package-with-a-name-" + i, "1:2.3-4+deb12u" + i, "amd64"));
    }
    Manifest large = new Manifest(app.schema(), app.coordinates(), app.stamp(), app.source(), app.upstreams(), app.evidence(),
        app.toolchain(),
        app.images(), new Manifest.Guest("debian", "12", packages), app.seal(), app.tests());
    org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(20), () ->
        assertThat(Samples.read(ManifestWriter.bytes(large, "m")).manifest()).isEqualTo(large));
  }

  @Test
  void needsNoHelpOfTheThreadsClassLoader() throws Exception {
    // Maven gives a thread of a parallel build whatever loader it likes.
    Thread thread = new Thread(() -> Samples.manifest("app"));
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    List<Throwable> thrown = new ArrayList<>();
    thread.setUncaughtExceptionHandler((t, e) -> thrown.add(e));
    thread.start();
    thread.join();
    assertThat(thrown).isEmpty();
  }

  private static ProblemException refusal(Path file) {
    ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> ManifestReader.read(file));
    assertThat(refusal).isNotNull();
    return refusal;
  }
}
