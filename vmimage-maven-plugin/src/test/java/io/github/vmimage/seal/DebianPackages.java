package io.github.vmimage.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.seal.RuleResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Debian packages bring is no finding. Not among the tests that always run:
 * {@code mvn test -Dtest=DebianPackages -Dvmimage.packages=FOLDER}, with {@code .deb} files in that folder (apt-get download).
 */
class DebianPackages {

  @TempDir
  Path temp;

  @Test
  void areNoFinding() throws Exception {
    List<Path> packages;
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("vmimage.packages")))) {
      packages = all.filter(file -> file.toString().endsWith(".deb")).sorted().toList();
    }
    assertThat(packages).isNotEmpty();
    Path root = temp.resolve("guest");
    Path info = Files.createDirectories(root.resolve("var/lib/dpkg/info"));
    for (Path each : packages) {
      run("dpkg-deb", "-x", each.toString(), root.toString());
      Path control = temp.resolve("control");
      run("rm", "-rf", control.toString());
      run("dpkg-deb", "-e", each.toString(), control.toString());
      if (Files.exists(control.resolve("md5sums"))) {
        String name = each.getFileName().toString().replaceFirst("_.*", "");
        Files.copy(control.resolve("md5sums"), info.resolve(name + ".md5sums"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
    // What the packages brought stays, but for the few files that every sealed guest has.
    SealedGuest guest = new SealedGuest(root);
    List<String> findings = guest.audit().results().stream().filter(r -> r.outcome() == Outcome.FAILED)
        .flatMap(r -> r.violations().stream().map(v -> r.id() + " " + v.path() + ": " + v.seen())).toList();
    guest.removeLinks();
    System.out.println(packages.size() + " packages, " + findings.size() + " findings");
    assertThat(findings).isEmpty();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
