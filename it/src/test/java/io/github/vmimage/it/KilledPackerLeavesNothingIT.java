package io.github.vmimage.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KilledPackerLeavesNothingIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @RegisterExtension
  static final FaultTable TABLE = new FaultTable("Packer killed");

  @Test
  void whatItStartedEndsWithIt() throws Exception {
    Path pid = BENCH.folder("pids").resolve("shell");
    ImageProject project = GuestlessProject.sealed(BENCH, "killed").withHcl().edit(GuestlessProject.HCL,
        PackerThatFailsIsToldOnceIT.after("echo $$ > " + pid + ".part; mv " + pid + ".part " + pid + "; sleep 300")).tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    CompletableFuture<Void> killer = CompletableFuture.runAsync(() -> kill(pid));
    FaultyRun faulty = FaultyRun.of(TABLE, BENCH, BENCH.maven(project), project.folder(), remote, "deploy", remote.asTarget(),
        "-Dvmimage.accelerator=tcg");
    ended(killer);
    faulty.told("Packer killed while a script of it runs").by("build").headed("Packer was stopped from outside, with exit code 137")
        .next("tail -n 50", "packer.log");
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
      while (packer.parent().filter(KilledPackerLeavesNothingIT::runsPacker).isPresent()) {
        packer = packer.parent().orElseThrow();
      }
      packer.destroyForcibly();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
}
