package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  static void runAllFaultsInOneReactor() throws Exception {
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
    Path pid = BENCH.folder("pids").resolve("shell");
    reactor.template("killed", disk, after("echo $$ > " + pid + ".part; mv " + pid + ".part " + pid + "; sleep 100"));
    reactor.template("nothing", disk, t -> t.replaceFirst("(?s)source \"file\" \"disk\" \\{.*?\n\\}", """
        source "null" "disk" {
          communicator = "none"
        }""").replace("source.file.disk", "source.null.disk"));
    Path top = reactor.tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    CompletableFuture<Void> killer = CompletableFuture.runAsync(() -> kill(pid));
    faulty = FaultyRun.of(TABLE, BENCH, BENCH.maven(top).heap("128m"), top, remote, "--fail-at-end", "deploy", remote.asTarget(),
        "-Dvmimage.accelerator=tcg");
    ended(killer);
  }

  private static void packer(FaultyModules reactor, String name, Path executable) {
    reactor.module(name).on(disk).configured("<packer>" + executable + "</packer>").withHcl();
  }

  private static java.util.function.UnaryOperator<String> after(String script) {
    return template -> template.replace("  sources = [\"source.file.disk\"]\n", """
          sources = ["source.file.disk"]

          post-processor "shell-local" {
            inline = ["%s"]
          }
        """.formatted(script));
  }

  /** Ends the Packer that the plugin started: the outermost of the processes of that name above the shell. */
  private static void kill(Path pid) {
    try {
      while (!Files.exists(pid)) {
        Thread.sleep(20);
      }
      ProcessHandle packer = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
      while (!runsPacker(packer)) {
        packer = packer.parent().orElseThrow();
      }
      while (packer.parent().filter(PackerThatFailsIsToldOnceIT::runsPacker).isPresent()) {
        packer = packer.parent().orElseThrow();
      }
      packer.destroyForcibly();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean runsPacker(ProcessHandle process) {
    return process.info().command().filter(c -> c.endsWith("/packer")).isPresent();
  }

  private static void ended(CompletableFuture<Void> killer) throws InterruptedException, ExecutionException {
    try {
      killer.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      killer.cancel(true);
      throw new AssertionError("Packer never came to the point where it is killed", e);
    }
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
    faulty.told("Packer exits 1", "failing").by("build").headed("Packer's build failed with exit code 1").next("log");
    assertThat(faulty.run().lines()).as("what the script said").anyMatch(l -> l.endsWith("the reason why"));
  }

  @Test
  void killed() {
    faulty.told("Packer killed", "killed").by("build").headed("Packer was stopped from outside, with exit code 137").next("log");
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
