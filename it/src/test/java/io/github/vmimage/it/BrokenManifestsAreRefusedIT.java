package io.github.vmimage.it;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenManifestsAreRefusedIT {
  private static final int LEVELS = 100_000_000;

  @RegisterExtension
  static final Bench BENCH = new Bench();

  @RegisterExtension
  static final FaultTable TABLE = new FaultTable("Manifests");

  private static final Map<String, String> FAULTS = new LinkedHashMap<>();
  private static FileRepository broken;
  private static FaultyRun faulty;

  @BeforeAll
  static void releaseOneImageAndBreakItsManifest() {
    ImageProject good = GuestlessProject.sealed(BENCH, "good").withHcl().tagged();
    FileRepository whole = BENCH.newFileRepository("whole");
    broken = BENCH.newFileRepository("broken");
    BENCH.maven(good).run("deploy", whole.asTarget(), "-Dvmimage.accelerator=tcg").succeeded();

    breaks(whole, good, "field", "a missing field", text -> text.replaceFirst("\"commit\": \"[0-9a-f]{40}\",\\s*", ""));
    breaks(whole, good, "digest", "a wrong digest",
        text -> text.replaceFirst("(\"images\"(?s:.*?)\"sha256\": \")[0-9a-f]{8}", "$101234567"));
    breaks(whole, good, "major", "an unknown major version", text -> text.replace("vm-image-manifest/1.0", "vm-image-manifest/2.0"));
    breaks(whole, good, "climber", "a path that climbs out of its folder",
        text -> text.replaceFirst("\"file\": \"[^\"]+\"", "\"file\": \"../../../etc/passwd\""));
    breaks(whole, good, "stranger", "another image's coordinates",
        text -> text.replace("\"artifactId\": \"stranger\"", "\"artifactId\": \"good\""));
    breaks(whole, good, "cut", "half of a manifest", text -> text.substring(0, text.length() / 2));
    breaks(whole, good, "page", "an HTML page", text -> "<html><body>Please log in</body></html>\n");
    breaks(whole, good, "nested", "5 MB of nesting", text -> "[".repeat(5_000_000));
    breaks(whole, good, "deep", "100 MB of nesting", text -> "");
    nest(broken.folder().resolve("com/example/images/deep/1.0.0/deep-1.0.0.json"));

    FaultyModules reactor = new FaultyModules(BENCH, "manifests");
    String repositories = "<repositories><repository><id>broken</id><url>" + broken.url() + "</url></repository></repositories>";
    FAULTS.keySet().forEach(name -> reactor.module("on-" + name).upstream("<artifact>com.example.images:" + name + ":1.0.0</artifact>")
        .withHcl().edit("pom.xml", pom -> pom.replaceFirst("<build>", repositories + "\n  <build>")));
    Path top = reactor.tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    faulty = FaultyRun.of(TABLE, BENCH, BENCH.maven(top).java("-Xmx128m"), top, remote, "--fail-at-end", "deploy", remote.asTarget());
  }

  /** Copies the release under another name, with a manifest that was right but for one thing. */
  private static void breaks(FileRepository whole, ImageProject good, String name, String fault, UnaryOperator<String> change) {
    FAULTS.put(name, fault);
    Path folder = Folders.make(broken.folder().resolve("com/example/images/" + name + "/1.0.0"));
    for (String extension : new String[] {"pom", "qcow2"}) {
      copy(whole.file(good, extension), folder.resolve(name + "-1.0.0." + extension));
    }
    String manifest = Folders.read(whole.file(good, "json")).replace("\"artifactId\": \"good\"", "\"artifactId\": \"" + name + "\"");
    String changed = change.apply(manifest);
    if (changed.equals(manifest)) {
      throw new AssertionError("the manifest with " + fault + " is as it was: " + manifest);
    }
    Folders.write(folder.resolve(name + "-1.0.0.json"), changed);
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void nest(Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      String some = "[".repeat(1_000_000);
      for (int i = 0; i < LEVELS; i += some.length()) {
        out.write(some);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void missingField() {
    upstream("field").saying("commit").next("resolve it again");
  }

  @Test
  void wrongDigest() {
    upstream("digest").saying("SHA-256").next("again");
  }

  @Test
  void unknownMajorVersion() {
    upstream("major").saying("vm-image-manifest/2.0", "vm-image-manifest/1");
  }

  @Test
  void pathThatClimbs() {
    upstream("climber").saying("../../../etc/passwd");
  }

  @Test
  void anotherImage() {
    upstream("stranger").headed("The manifest is that of another image");
  }

  @Test
  void half() {
    upstream("cut").next("resolve it again");
  }

  @Test
  void page() {
    upstream("page").next("resolve it again");
  }

  @Test
  void nestedBelowTheLargestSize() {
    upstream("nested").headed("The manifest is out of bounds");
  }

  @Test
  void nestedAboveTheLargestSize() {
    upstream("deep").headed("The manifest is too large").saying("16 MiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"field", "digest", "major", "climber", "deep"})
  void resolveRefusesItToo(String name) {
    Path nowhere = BENCH.folder("nowhere");
    FaultyRun.of(TABLE, BENCH, BENCH.maven(nowhere).java("-Xmx128m"), nowhere, broken, Reactor.goal("resolve"),
        "-Dimage=com.example.images:" + name + ":1.0.0", broken.asSource())
        .told("resolve of a manifest with " + FAULTS.get(name), "standalone-pom").by("resolve");
  }

  private static FaultyRun.Told upstream(String name) {
    return faulty.told("upstream whose manifest has " + FAULTS.get(name), "on-" + name).by("verify-upstream");
  }
}
