package io.github.vmimage.pipeline;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.DiskImage;
import io.github.vmimage.release.EvidenceArchive;
import io.github.vmimage.release.EvidenceFile;
import io.github.vmimage.release.Manifest;
import io.github.vmimage.release.ManifestReader;
import io.github.vmimage.release.ManifestWriter;
import io.github.vmimage.release.Proof;
import io.github.vmimage.release.ProvenUpstream;
import io.github.vmimage.report.AbsentException;
import io.github.vmimage.report.Problem;
import io.github.vmimage.signature.Gpg;
import io.github.vmimage.signature.Keyring;
import io.github.vmimage.signature.SignatureCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Three small releases above each other, as a build publishes them: the lowest one on a disk of a signed list, each one above on the signed
 * manifest of the one below. All of their files lie in one folder.
 */
final class ReleasedChain implements ImageRepository {
  static final List<String> IMAGES = List.of("base", "hardened", "application");

  private static final String COMMIT = "84a516841ba77a5b4648de2cd0dfcb30ea46dbb4";
  static final byte[] UPSTREAM = "the distributor's disk".getBytes(StandardCharsets.UTF_8);

  /** Extensions of files that the repository cannot be asked for. */
  final Set<String> unreachable = new HashSet<>();

  private final Path folder;
  private final Gpg gpg;
  private final String distributor;
  private final String maker;

  private ReleasedChain(Path folder, Gpg gpg) {
    this.folder = folder;
    this.gpg = gpg;
    distributor = gpg.key("distributor@example.org", "ed25519", "never");
    maker = gpg.key("maker@example.org", "ed25519", "never");
  }

  /** Releases all three. */
  static ReleasedChain in(Path folder, Gpg gpg) throws IOException {
    return in(folder, gpg, Digest.Algorithm.SHA256, UPSTREAM);
  }

  /** The same with the algorithm of the distributor's list, and with what the lowest one really was built on. */
  static ReleasedChain in(Path folder, Gpg gpg, Digest.Algorithm algorithm, byte[] used) throws IOException {
    ReleasedChain chain = new ReleasedChain(folder, gpg);
    Map<EvidenceFile, Path> evidence = new LinkedHashMap<>();
    List<ProvenUpstream> upstreams = List.of(chain.listed(evidence, algorithm, used));
    for (String image : IMAGES) {
      upstreams = List.of(chain.release(image, upstreams, evidence));
    }
    return chain;
  }

  static Coordinates coordinates(String image) {
    return new Coordinates("com.example.images", image, "1.0.0");
  }

  Path file(String image, String extension) {
    return folder.resolve(image + "." + extension);
  }

  Path keyring() {
    return folder.resolve("makers.gpg");
  }

  String maker() {
    return maker;
  }

  @Override
  public Path fetch(Coordinates coordinates, String classifier, String extension) {
    Path file = file(coordinates.artifactId(), extension);
    if (Files.notExists(file)) {
      throw unreachable.contains(extension) ? Problem.environment("The repository cannot be reached").asException()
          : new AbsentException(Problem.environment("The release cannot be resolved"), null);
    }
    return file;
  }

  /** A disk that a signed list names. */
  private ProvenUpstream listed(Map<EvidenceFile, Path> evidence, Digest.Algorithm algorithm, byte[] used) throws IOException {
    String digest = Digests.of(Files.write(folder.resolve("upstream"), UPSTREAM), Set.of(algorithm)).hex(algorithm);
    byte[] list = (digest + "  disk.qcow2\n").getBytes(StandardCharsets.UTF_8);
    byte[] signature = gpg.run(list, "--local-user", distributor, "--detach-sign");
    byte[] keys = gpg.export(distributor);
    add(evidence, "SHA256SUMS", list);
    add(evidence, "SHA256SUMS.gpg", signature);
    add(evidence, EvidenceFile.KEYRING, keys);
    String made = SignatureCheck.ofLasting(Keyring.of(keys).orElseThrow(), Instant.now()).detached(list, signature).made()
        .truncatedTo(ChronoUnit.SECONDS).toString();
    return new ProvenUpstream("os", ProvenUpstream.Kind.URL, "https://mirror.example/disk.qcow2", Digests.sha256(used),
        used.length, new Proof.SignedChecksums("https://mirror.example/SHA256SUMS", Digests.sha256(list), Digests.sha256(signature),
        "disk.qcow2", algorithm.toString(), digest, List.of(distributor), made), List.of());
  }

  /** Publishes manifest, signature, disk and evidence, and tells what a build on it writes down. */
  private ProvenUpstream release(String image, List<ProvenUpstream> upstreams, Map<EvidenceFile, Path> evidence) throws IOException {
    byte[] disk = ("the disk of " + image).getBytes(StandardCharsets.UTF_8);
    String sha512 = FileDigest.of(Files.write(file(image, "qcow2"), disk)).sha512();
    Manifest sample = ManifestReader.read(sample(), "the sample").manifest();
    List<DiskImage> disks = sample.images().stream().filter(i -> i.format().equals("qcow2"))
        .map(i -> new DiskImage("qcow2", image + "-1.0.0.qcow2", disk.length, Digests.sha256(disk), sha512,
            i.virtualSize(), i.contentDigest())).toList();
    byte[] manifest = ManifestWriter.bytes(new Manifest(sample.schema(), coordinates(image), new Manifest.Stamp(image, "release-1.0.0"),
        new Manifest.Source("release-1.0.0", "", COMMIT, COMMIT, "", false, true), upstreams,
        List.copyOf(evidence.keySet()), sample.toolchain(), disks, sample.guest(), sample.seal(), sample.tests()), image);
    Files.write(file(image, "json"), manifest);
    byte[] signature = gpg.run(manifest, "--armor", "--local-user", maker, "--detach-sign");
    Files.write(file(image, "json.asc"), signature);
    EvidenceArchive.write(evidence, file(image, EvidenceArchive.EXTENSION));
    add(evidence, image + "-1.0.0.json", manifest);
    add(evidence, image + "-1.0.0.json.asc", signature);
    byte[] keys = gpg.export(maker);
    Files.write(keyring(), keys);
    add(evidence, EvidenceFile.KEYRING, keys);
    return new ProvenUpstream("below", ProvenUpstream.Kind.ARTIFACT, coordinates(image).toString(), Digests.sha256(disk), disk.length,
        new Proof.ReleasedImage(coordinates(image), Digests.sha256(manifest), "release-1.0.0", COMMIT,
        Digests.sha256(signature), List.of(maker), upstreams), List.of());
  }

  private void add(Map<EvidenceFile, Path> evidence, String name, byte[] bytes) throws IOException {
    String sha256 = Digests.sha256(bytes);
    evidence.put(new EvidenceFile(name, sha256, bytes.length), Files.write(folder.resolve(sha256), bytes));
  }

  private static InputStream sample() {
    return ReleasedChain.class.getResourceAsStream("/io/github/vmimage/release/manifests/scratch.input");
  }
}
