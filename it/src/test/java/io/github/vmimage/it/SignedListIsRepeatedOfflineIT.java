package io.github.vmimage.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An image on a file that a distributor's signed list names: published with its evidence, and proven again when the list is gone. */
class SignedListIsRepeatedOfflineIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void custodyReachesTheDistributorsKeyWithoutTheDistributor() {
    Path disk = PreparedDisk.ofRelease("listed", "1.0.0").in(BENCH.folder("disks"));
    ListSigner signer = ListSigner.in(BENCH.folder("signer"));
    Path place = BENCH.folder("place");
    Folders.write(place.resolve("SHA256SUMS"), Digests.of("SHA-256", disk) + "  disk.qcow2\n");
    Folders.write(place.resolve("SHA256SUMS.sig"), signer.sign(Folders.bytes(place.resolve("SHA256SUMS"))));
    ImageProject project = GuestlessProject.in(BENCH, "listed").on(disk.toUri().toString(),
        signer.proof(place.resolve("SHA256SUMS").toUri().toString(), place.resolve("SHA256SUMS.sig").toUri().toString())).withHcl()
        .write("keys.asc", signer.armoured()).tagged();
    FileRepository remote = BENCH.newFileRepository("remote");
    BENCH.maven(project).run("deploy", remote.asTarget()).succeeded().leftNothing();
    remote.holdsRelease(project);
    Folders.delete(place);

    LocalRepository elsewhere = LocalRepository.in(BENCH.folder("elsewhere"));
    BENCH.maven(BENCH.folder("nowhere"), elsewhere).run(Reactor.goal("custody"), "-Dimage=" + project.coordinates(), remote.asSource())
        .succeeded().says("verified    signature: signed by " + signer.fingerprint(), "disk.qcow2 is sha256:"
            + Digests.of("SHA-256", disk), ", 0 broken");

    byte[] evidence = Folders.bytes(remote.evidence(project));
    evidence[evidence.length / 2] ^= 1;
    Path kept = elsewhere.file(project.group(), project.artifact(), project.version(), "json")
        .resolveSibling(remote.evidence(project).getFileName());
    Folders.write(kept, evidence);
    BENCH.maven(BENCH.folder("nowhere"), elsewhere).run("-o", Reactor.goal("custody"), "-Dimage=" + project.coordinates())
        .failedOnceWith("The chain of custody is broken: evidence", "where: ", project.coordinates());
  }
}
