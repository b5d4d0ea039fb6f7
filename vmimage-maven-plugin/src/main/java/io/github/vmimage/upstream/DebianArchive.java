package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.download.CachedFile;
import io.github.vmimage.download.Download;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.Progress;
import io.github.vmimage.signature.Keyring;
import io.github.vmimage.signature.SignatureCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a disk from a distribution's package archive. The archive's signature is checked twice: in the first second, from the release
 * files it offers, and after the disk is made, from those that apt really used; the latter are the proof. A disk whose inputs did
 * not change is not made again.
 */
public final class DebianArchive {
  /** Debian's own has 150 kB, Ubuntu's 260 kB. */
  private static final int MAX_RELEASE_BYTES = 16 * 1024 * 1024;

  private final Download download;
  private final UpstreamCache cache;
  private final ArchiveDisks disks;
  private final MachineSources machine;
  private final DebianBootstrap bootstrap;
  private final Path work;
  private final Clock clock;
  private final Progress progress;

  /**
   * Uses the script of this plugin.
   *
   * @param processes starts apt-get and the script
   * @param download gets release files
   * @param cache keeps the disks
   * @param work folder for the bootstrap and its log; emptied before each
   * @param clock tells which keys and release files are in force
   * @param progress told of the stages
   */
  public DebianArchive(Processes processes, Download download, UpstreamCache cache, Path work, Clock clock, Progress progress) {
    this(processes, download, cache, work, clock, progress, DebianBootstrap.shippedScript());
  }

  DebianArchive(Processes processes, Download download, UpstreamCache cache, Path work, Clock clock, Progress progress, byte[] script) {
    this.download = download;
    this.cache = cache;
    this.disks = new ArchiveDisks(cache, progress);
    this.machine = new MachineSources(processes, Tool.APT_GET.executable());
    this.bootstrap = new DebianBootstrap(processes, script, progress);
    this.work = work.toAbsolutePath();
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Gives the disk of an archive.
   *
   * @param upstream the declaration
   * @return the disk and its proof
   */
  VerifiedUpstream verify(DebianArchiveUpstream upstream) {
    Keyring keyring = Keyring.read(upstream.keyring()).only(upstream.fingerprints());
    String declaration = declaration(upstream, keyring);
    try {
      return download.offline() ? offline(upstream, keyring, declaration) : online(upstream, keyring, declaration);
    } catch (IOException e) {
      throw cache.unusable(e);
    }
  }

  private VerifiedUpstream offline(DebianArchiveUpstream upstream, Keyring keyring, String declaration) throws IOException {
    Optional<ArchiveDisks.Entry> newest = disks.newest(declaration);
    Optional<CachedFile> disk = newest.flatMap(disks::disk);
    Optional<List<Evidence>> evidence = newest.flatMap(e -> evidence(e.proof(), keyring));
    if (disk.isEmpty() || evidence.isEmpty()) {
      throw ArchiveProblems.offline(upstream.id(), upstream.suite()).asException();
    }
    progress.info("Offline: upstream " + upstream.id() + " is the disk of " + upstream.suite() + " made from the archive of "
        + newest.get().proof().releaseDate());
    return verified(upstream, disk.get(), newest.get().proof(), evidence.get());
  }

  private VerifiedUpstream online(DebianArchiveUpstream upstream, Keyring keyring, String declaration) throws IOException {
    List<AptSource> sources = sources(upstream);
    List<ArchiveRelease> offered = new ArrayList<>();
    for (AptSource source : sources) {
      offered.add(offered(source, SignatureCheck.ofLiving(keyring, clock.instant())));
    }
    requirePinned(upstream, offered);
    DebianBootstrap.Order order = new DebianBootstrap.Order(upstream.suite(), keyring.binary(), sources,
        GuestPackages.of(base(offered, upstream), upstream), upstream.size(), newest(offered).getEpochSecond());
    String key = key(offered, order);
    return disks.lock(key, upstream.suite()).holding(() -> {
      Optional<ArchiveDisks.Entry> known = disks.find(declaration, key);
      Optional<CachedFile> disk = known.flatMap(disks::disk);
      Optional<List<Evidence>> evidence = known.flatMap(e -> evidence(e.proof(), keyring));
      if (disk.isPresent() && evidence.isPresent()) {
        progress.info("Upstream " + upstream.id() + ": the archive of " + upstream.suite() + " did not change; its disk is in the cache");
        return verified(upstream, disk.get(), known.get().proof(), evidence.get());
      }
      return make(upstream, order, declaration, keyring);
    });
  }

  private ArchiveRelease offered(AptSource source, SignatureCheck check) {
    Optional<byte[]> inRelease = download.smallIfThere(source.inRelease(), MAX_RELEASE_BYTES);
    Optional<byte[]> release = inRelease.isPresent() ? Optional.empty() : download.smallIfThere(source.release(), MAX_RELEASE_BYTES);
    if (release.isEmpty()) {
      // Where there is neither, the usual one is what is told to be missing.
      byte[] file = inRelease.isPresent() ? inRelease.get() : download.small(source.inRelease(), MAX_RELEASE_BYTES);
      return ArchiveRelease.verified(file, source.inRelease().toString(), source, check);
    }
    byte[] signature = download.small(source.releaseSignature(), SignatureCheck.MAX_BYTES);
    return ArchiveRelease.verified(release.get(), signature, source.release().toString(), source, check);
  }

  private static void requirePinned(DebianArchiveUpstream upstream, List<ArchiveRelease> releases) {
    ArchiveRelease base = base(releases, upstream);
    if (!upstream.releaseSha256().isEmpty() && !base.sha256().equals(upstream.releaseSha256())) {
      throw ArchiveProblems.otherRelease(base.uri().toString(), base.sha256(), upstream.releaseSha256()).asException();
    }
  }

  private VerifiedUpstream make(DebianArchiveUpstream upstream, DebianBootstrap.Order order, String declaration, Keyring keyring)
      throws IOException {
    progress.info("Upstream " + upstream.id() + ": making a disk of " + upstream.suite() + " from "
        + String.join(", ", order.sources().stream().map(s -> s.uri() + " " + s.suite()).toList()));
    DebianBootstrap.Made made = bootstrap.run(order, work.resolve(upstream.id()));
    // The archive may have been signed anew while the disk was made, so the time of the first check is past.
    SignatureCheck signature = SignatureCheck.ofLiving(keyring, clock.instant());
    List<Used> files = new ArrayList<>();
    for (AptSource source : order.sources()) {
      files.add(used(source, made.releaseFiles(), signature));
    }
    List<ArchiveRelease> used = files.stream().map(Used::release).toList();
    refuseOthers(made.releaseFiles(), used);
    requirePinned(upstream, used);
    files.forEach(u -> u.files().forEach(cache::keep));
    ArchiveRelease base = base(used, upstream);
    Proof.SignedArchive proof = new Proof.SignedArchive(upstream.suite(), base.codename(), base.origin(), newest(used).toString(),
        used.stream().map(ArchiveRelease::proof).toList(), order.epoch(), cache.adopt(made.packagesList()).sha256());
    CachedFile disk = cache.adopt(made.disk());
    Files.delete(made.disk());
    disks.keep(declaration, key(used, order), new ArchiveDisks.Entry(disk.sha256(), disk.size(), proof));
    return verified(upstream, disk, proof, evidence(proof, keyring).orElseThrow(() -> cache.unusable(new IOException("evidence is gone"))));
  }

  /** A release file of apt's, and the bytes that others need to check it again. */
  private record Used(ArchiveRelease release, List<byte[]> files) {}

  private static Used used(AptSource source, Path releaseFiles, SignatureCheck signature) throws IOException {
    Path file = releaseFiles.resolve(source.aptFileName());
    if (isUsable(file, MAX_RELEASE_BYTES)) {
      byte[] bytes = Files.readAllBytes(file);
      return new Used(ArchiveRelease.verified(bytes, file.toString(), source, signature), List.of(bytes));
    }
    Path plain = releaseFiles.resolve(AptSource.aptFileName(source.release()));
    Path detached = releaseFiles.resolve(AptSource.aptFileName(source.releaseSignature()));
    if (!isUsable(plain, MAX_RELEASE_BYTES) || !isUsable(detached, SignatureCheck.MAX_BYTES)) {
      throw ArchiveProblems.noReleaseFile(file, source.line()).asException();
    }
    byte[] bytes = Files.readAllBytes(plain);
    byte[] signatureBytes = Files.readAllBytes(detached);
    return new Used(ArchiveRelease.verified(bytes, signatureBytes, plain.toString(), source, signature), List.of(bytes, signatureBytes));
  }

  private static boolean isUsable(Path file, int limit) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) <= limit;
  }

  /** apt may not have used anything that the proof does not name. */
  private static void refuseOthers(Path releaseFiles, List<ArchiveRelease> used) throws IOException {
    List<String> named = used.stream().flatMap(r -> r.signatureSha256().isEmpty() ? Stream.of(r.uri())
        : Stream.of(r.uri(), r.source().releaseSignature())).map(AptSource::aptFileName).toList();
    try (var files = Files.list(releaseFiles)) {
      List<String> others = files.map(f -> f.getFileName().toString()).filter(f -> !named.contains(f)).sorted().toList();
      if (!others.isEmpty()) {
        throw ArchiveProblems.foreignReleaseFiles(releaseFiles, others, named).asException();
      }
    }
  }

  private List<AptSource> sources(DebianArchiveUpstream upstream) {
    if (upstream.mirrors().isEmpty()) {
      List<AptSource> sources = machine.of(upstream.suite(), upstream.components());
      sources.forEach(s -> progress.debug("This machine's apt has: " + s.line()));
      if (sources.stream().noneMatch(s -> s.suite().endsWith("-security")) && !upstream.suite().matches("sid|unstable")) {
        progress.warn("This machine's apt has no source of " + upstream.suite() + "-security, so the disk gets no security updates");
      }
      return sources;
    }
    List<AptSource> sources = new ArrayList<>();
    for (String mirror : upstream.mirrors()) {
      try {
        sources.add(AptSource.parse(mirror));
      } catch (AptSource.RefusedException e) {
        throw new IllegalArgumentException("the parser of the POM lets no such mirror through: " + mirror, e);
      }
    }
    return sources;
  }

  private static ArchiveRelease base(List<ArchiveRelease> releases, DebianArchiveUpstream upstream) {
    return releases.stream().filter(r -> r.source().suite().equals(upstream.suite())).findFirst()
        // The machine's sources may call a code name "stable"; then the suite is the one that is no pocket of it.
        .or(() -> releases.stream().filter(r -> !r.source().suite().contains("-")).findFirst()).orElse(releases.get(0));
  }

  private static Instant newest(List<ArchiveRelease> releases) {
    return releases.stream().map(ArchiveRelease::date).max(Comparator.naturalOrder()).orElseThrow();
  }

  /** All that decides the bytes of the disk. The mirrors are among it: they stand in the guest's own list of sources. */
  private String key(List<ArchiveRelease> releases, DebianBootstrap.Order order) {
    List<String> inputs = new ArrayList<>(List.of("1", bootstrap.scriptSha256(), order.suite(), order.size()));
    inputs.add(Long.toString(order.epoch()));
    order.sources().forEach(s -> inputs.add(s.line()));
    releases.forEach(r -> inputs.add(r.sha256()));
    inputs.addAll(order.packages());
    return Digests.sha256(String.join("\n", inputs));
  }

  /** All that the project says about the disk, which stays the same while the archive changes. */
  static String declaration(DebianArchiveUpstream upstream, Keyring keyring) {
    return Digests.sha256(String.join("\n", "1", upstream.suite(), upstream.size(), upstream.components().toString(),
        upstream.mirrors().toString(), upstream.packages().toString(), upstream.releaseSha256(),
        Digests.sha256(keyring.binary())));
  }

  /** What the proof speaks of, as far as it is in the cache still: all of it or nothing. */
  private Optional<List<Evidence>> evidence(Proof.SignedArchive proof, Keyring keyring) {
    List<Evidence> evidence = new ArrayList<>();
    for (Proof.ReleaseFile file : proof.releaseFiles()) {
      String name = file.uri().replaceFirst("^[a-z]+:/*", "");
      cache.find(Digest.sha256(file.sha256())).ifPresent(f -> evidence.add(Evidence.of(name, f)));
      if (!file.signatureSha256().isEmpty()) {
        cache.find(Digest.sha256(file.signatureSha256())).ifPresent(f -> evidence.add(Evidence.of(name + ".gpg", f)));
      }
    }
    cache.find(Digest.sha256(proof.packagesSha256())).ifPresent(f -> evidence.add(Evidence.of(Evidence.PACKAGES, f)));
    long expected = 1 + proof.releaseFiles().size() + proof.releaseFiles().stream().filter(f -> !f.signatureSha256().isEmpty()).count();
    if (evidence.size() != expected) {
      return Optional.empty();
    }
    evidence.add(Evidence.of(Evidence.KEYRING, cache.keep(keyring.binary())));
    return Optional.of(evidence);
  }

  private static VerifiedUpstream verified(DebianArchiveUpstream upstream, CachedFile disk, Proof.SignedArchive proof,
      List<Evidence> evidence) {
    String place = proof.releaseFiles().get(0).uri().replaceFirst("/dists/.*", "");
    return new VerifiedUpstream(upstream.id(), "debianArchive", upstream.suite() + " at " + place, disk.path().toString(), disk.size(),
        disk.sha256(), proof, evidence);
  }
}
