package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PackerThatFailsIsToldOnceIT {
  private static final int ENDLESS = 100_000_000;

  @RegisterExtension
  static final Bench BENCH = new Bench();

  @RegisterExtension
  static final FaultTable TABLE = new FaultTable("Packer and Ansible");

  private static Path disk;
  private static FaultyRun faulty;

  @BeforeAll
  static void runAllFaultsInOneReactor() {
    disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    Path programs = BENCH.folder("programs");
    FaultyModules reactor = new FaultyModules(BENCH, "packer");
    packer(reactor, "old", StandIn.script(programs.resolve("old"), "echo 'Packer v1.5.6'\n"));
    packer(reactor, "stranger", StandIn.script(programs.resolve("stranger"), "echo 'skipping line: 1'\n"));
    // A real Packer takes minutes to pass a line of this length on.
    packer(reactor, "babbler", StandIn.script(programs.resolve("babbler"), """
        case $1 in
          build) head -c %d /dev/zero | tr '\\0' x; exit 1 ;;
          *) exec '%s' "$@" ;;
        esac
        """.formatted(ENDLESS, StandIn.find("packer"))));
    reactor.template("failing", disk, after("echo 'the reason why' >&2; exit 1"));
    reactor.template("bytes", disk, after("printf 'bad \\\\377\\\\376 bytes\\\\n' >&2; exit 3"));
    reactor.template("nothing", disk, t -> t.replaceFirst("(?s)source \"file\" \"disk\" \\{.*?\n\\}", """
        source "null" "disk" {
          communicator = "none"
        }""").replace("source.file.disk\"]", "source.null.disk\"]\n\n  provisioner \"shell-local\" {\n    inline = [\"test -e"
            + " ${var.upstream}\"]\n  }"));
    Path top = reactor.tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    faulty = FaultyRun.of(TABLE, BENCH, BENCH.maven(top).java("-Xmx128m"), top, remote,
        new PrivateMounts(BENCH.folder("mounts")), "--fail-at-end", "deploy", remote.asTarget(),
        "-Dvmimage.accelerator=tcg");
  }

  private static void packer(FaultyModules reactor, String name, Path executable) {
    reactor.module(name).on(disk).configured("<packer>" + executable + "</packer>").withHcl();
  }

  static UnaryOperator<String> after(String script) {
    return template -> template.replace("  sources = [\"source.file.disk\"]\n", """
          sources = ["source.file.disk"]

          post-processor "shell-local" {
            inline = ["%s"]
          }
        """.formatted(script));
  }

  @Test
  void tooOld() {
    faulty.told("Packer 1.5.6", "old").saying("1.5.6", "1.6.6").next("apt-get install packer");
  }

  @Test
  void anotherProgramOfThatName() {
    faulty.told("another program named packer", "stranger").saying("skipping line").next("-Dvmimage.packer=");
  }

  @Test
  void exitCode() {
    faulty.told("Packer exits 1", "failing").by("build").headed("Packer's build failed with exit code 1").next("tail -n 50", "packer.log");
    assertThat(faulty.run().lines()).as("what the script said").anyMatch(l -> l.endsWith("the reason why"));
  }

  @Test
  void endlessLine() throws IOException {
    faulty.told("Packer prints 100 MB in one line and exits 1 (Maven with 128 MB)", "babbler").by("build")
        .headed("Packer's build failed with exit code 1");
    assertThat(faulty.run().lines()).as("lines of the console").noneMatch(l -> l.length() > 2000);
    assertThat(Files.size(faulty.run().log())).as("the whole console").isLessThan(1_000_000);
  }

  @Test
  void invalidUtf8() {
    faulty.told("Packer prints invalid UTF-8 and exits 1", "bytes").by("build").headed("Packer's build failed with exit code 1");
    assertThat(faulty.run().lines()).as("what the script said").anyMatch(l -> l.contains("bad ") && l.contains(" bytes"));
  }

  @Test
  void makesNothing() {
    faulty.told("Packer makes nothing", "nothing").by("build").headed("Packer succeeded and made nothing").next("null builder");
  }
}
