package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.digest.Digests;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.Proof;
import io.github.vmimage.release.ProvenUpstream;
import io.github.vmimage.report.Progress;
import io.github.vmimage.upstream.Allowance;
import io.github.vmimage.upstream.Ancestors;
import io.github.vmimage.upstream.ArtifactUpstream;
import io.github.vmimage.upstream.DebianArchiveUpstream;
import io.github.vmimage.upstream.Evidence;
import io.github.vmimage.upstream.SeenDates;
import io.github.vmimage.upstream.TrustDeclaration;
import io.github.vmimage.upstream.TrustRule;
import io.github.vmimage.upstream.Upstream;
import io.github.vmimage.upstream.UpstreamDeclaration;
import io.github.vmimage.upstream.UrlTrust;
import io.github.vmimage.upstream.UrlUpstream;
import io.github.vmimage.upstream.VerifiedUpstream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamTrustTest {
  private static final String SHA256 = "0".repeat(64);
  private static final TrustDeclaration SHALLOW = new TrustDeclaration(null, null, null, null, null, null, "1");
  private static final ProvenUpstream ARCHIVE = proven(new Proof.SignedArchive("bookworm", "bookworm", "Debian", "2026-01-02T00:00:00Z",
      List.of(), 1, SHA256));
  private static final ProvenUpstream LIST = proven(new Proof.SignedChecksums("http://a.example/SUMS", SHA256, "", "disk", "sha256", SHA256,
      List.of(), "2025-01-02T00:00:00Z"));
  private static final ProvenUpstream PINNED = proven(new Proof.PinnedDigest("sha256", SHA256));

  @TempDir
  Path folder;

  private static ProvenUpstream proven(Proof proof) {
    return new ProvenUpstream("x", ProvenUpstream.Kind.URL, "file:/x", SHA256, 1, proof, List.of());
  }

  private static ProvenUpstream image(ProvenUpstream... upstreams) {
    return proven(new Proof.ReleasedImage(Coordinates.of("g:a:1"), SHA256, "release-1", "c", "", List.of(), List.of(upstreams)));
  }

  private static ProvenUpstream cloud(String created) {
    return proven(new Proof.CloudImage("aws", "r", "ami-1", "1", "n", "x86_64", created));
  }

  private ImageProject project(TrustDeclaration policy, UpstreamDeclaration... upstreams) {
    ImageProject plain = Projects.in(folder, List.of(upstreams));
    return new ImageProject(plain.coordinates(), plain.basedir(), plain.buildDirectory(), plain.template(), plain.playbook(),
        plain.imageName(), plain.tagNameFormat(), plain.upstreams(), policy, plain.variables(), plain.waivers(), plain.lintRules(),
        plain.guest(), plain.tests(), plain.upgrades(), plain.packer(), plain.cache());
  }

  private static UpstreamDeclaration artifact(UpstreamDeclaration.Allowance... allowances) {
    return new UpstreamDeclaration("base", null, null, null, null, null, "g:a:1-SNAPSHOT", null).allowing(List.of(allowances));
  }

  @Test
  void countsTheImagesAboveEachOther() {
    assertThat(UpstreamTrust.ancestors(List.of())).isEqualTo(Ancestors.NONE);
    assertThat(UpstreamTrust.ancestors(List.of(ARCHIVE)).depth()).isZero();
    assertThat(UpstreamTrust.ancestors(List.of(image(ARCHIVE), image(image(ARCHIVE), LIST), LIST)).depth()).isEqualTo(2);
  }

  @Test
  void takesTheDateOfTheOldestRoot() {
    Optional<Instant> older = Optional.of(Instant.parse("2025-01-02T00:00:00Z"));
    assertThat(UpstreamTrust.ancestors(List.of(ARCHIVE, image(cloud("2026-01-01T00:00:00Z"), image(LIST)))).oldest()).isEqualTo(older);
    assertThat(UpstreamTrust.ancestors(List.of(LIST, ARCHIVE)).oldest()).isEqualTo(older);
  }

  @Test
  void doesNotKnowTheAgeWhereOneRootTellsNone() {
    assertThat(UpstreamTrust.ancestors(List.of(ARCHIVE, PINNED)).oldest()).isEmpty();
    assertThat(UpstreamTrust.ancestors(List.of(image(cloud("")), ARCHIVE)).oldest()).isEmpty();
    assertThat(UpstreamTrust.ancestors(List.of(image(cloud("2026-99-99T99:99:99Z")))).oldest()).isEmpty();
  }

  @Test
  void givesTheAllowancesThatWereNeeded() {
    List<Upstream> upstreams = List.of(new ArtifactUpstream("base", "g", "a", "1-SNAPSHOT", Optional.empty(), List.of()));
    List<VerifiedUpstream> verified = List.of(new VerifiedUpstream("base", "artifact", "g:a:1-SNAPSHOT", "/x", 1, SHA256,
        new io.github.vmimage.upstream.Proof.ReleasedImage("g:a:1-SNAPSHOT", SHA256, "1-SNAPSHOT", "c", "", List.of())));
    Map<String, List<ProvenUpstream>> ancestors = Map.of("g:a:1-SNAPSHOT", List.of(image(ARCHIVE)));
    SeenDates seen = seen();

    assertThatThrownBy(() -> UpstreamTrust.of(project(SHALLOW, artifact()), true).proven(upstreams, verified, ancestors, seen))
        .hasMessageContainingAll("(rule depth)", "upstream base", "seen:     2", "(rule snapshot)", "g:a:1-SNAPSHOT");
    UpstreamDeclaration allowed = artifact(new UpstreamDeclaration.Allowance("snapshot", "soon released"),
        new UpstreamDeclaration.Allowance("depth", "one more"), new UpstreamDeclaration.Allowance("host", "not needed"));
    assertThat(UpstreamTrust.of(project(SHALLOW, allowed), true).proven(upstreams, verified, ancestors, seen)).isEqualTo(Map.of("base",
        List.of(new Allowance(TrustRule.SNAPSHOT, "soon released"), new Allowance(TrustRule.DEPTH, "one more"))));
    assertThat(UpstreamTrust.of(project(TrustDeclaration.NONE, allowed), false).proven(upstreams, verified, ancestors, seen)).isEmpty();
  }

  private SeenDates seen() {
    return new SeenDates(new UpstreamCache(folder.resolve("cache"), Progress.SILENT));
  }

  /** The same list, signed twice: the older signature is as good as ever. */
  @Test
  void refusesAListThatIsOlderThanOneAcceptedBefore() {
    assertThat(accept("2026-02-01T00:00:00Z", seen())).isEmpty();
    assertThatThrownBy(() -> accept("2026-01-01T00:00:00Z", seen())).hasMessageContainingAll(
        "An upstream is older than one that was accepted before (rule replay)", "where:    http://mirror.example/SHA256SUMS, upstream base",
        "seen:     signed or made on 2026-01-01T00:00:00Z", "accepted: 2026-02-01T00:00:00Z or later", "<rule>replay</rule>");
    assertThat(accept("2026-02-01T00:00:00Z", seen())).as("the same again").isEmpty();
    assertThat(accept("2026-03-01T00:00:00Z", seen())).as("a newer one").isEmpty();
    UpstreamDeclaration.Allowance allowed = new UpstreamDeclaration.Allowance("replay", "The newest image does not boot.");
    assertThat(accept("2026-01-01T00:00:00Z", seen(), allowed))
        .isEqualTo(Map.of("base", List.of(new Allowance(TrustRule.REPLAY, "The newest image does not boot."))));
    assertThatThrownBy(() -> accept("2026-02-01T00:00:00Z", seen())).as("an allowed older one does not lower what was seen")
        .hasMessageContaining("2026-03-01T00:00:00Z or later");
  }

  @Test
  void rememberedByAllBuildsAtOnceTheNewestStays() {
    IntStream.rangeClosed(1, 28).parallel().forEach(day -> {
      SeenDates seen = seen();
      seen.note(list(Optional.empty()), signed("2026-02-%02dT00:00:00Z".formatted(day)));
    });
    assertThat(seen().older(list(Optional.empty()), signed("2026-02-27T00:00:00Z"))).get().extracting(SeenDates.Older::newest)
        .isEqualTo(Instant.parse("2026-02-28T00:00:00Z"));
  }

  @Test
  void aDigestInThePomNeedsNoDate() {
    seen().note(list(Optional.empty()), signed("2026-02-01T00:00:00Z"));
    assertThat(seen().older(list(Optional.of(Digest.sha256(SHA256))), signed("2026-01-01T00:00:00Z"))).isEmpty();
  }

  /** One release file that is older hides behind another one that is new. */
  @Test
  void holdsEachReleaseFileOfAnArchiveAgainstItsOwnDate() throws Exception {
    DebianArchiveUpstream archive = new DebianArchiveUpstream("base", "bookworm", folder, List.of(), List.of(), List.of(), "8G");
    seen().note(archive, archive("Sat, 10 Feb 2024 11:07:25 UTC", "Sun, 11 Feb 2024 11:07:25 UTC"));
    assertThat(seen().older(archive, archive("Sat, 10 Feb 2024 11:07:25 UTC", "Mon, 12 Feb 2024 11:07:25 UTC"))).isEmpty();
    assertThat(seen().older(archive, archive("Fri, 09 Feb 2024 11:07:25 UTC", "Mon, 12 Feb 2024 11:07:25 UTC"))).get()
        .extracting(SeenDates.Older::url).isEqualTo("http://mirror.example/0/dists/bookworm/");
  }

  private VerifiedUpstream archive(String... dates) throws Exception {
    List<io.github.vmimage.upstream.Proof.ReleaseFile> files = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (String date : dates) {
      byte[] file = ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nSuite: stable\nDate: " + date + "\n").getBytes(
          StandardCharsets.UTF_8);
      Path path = Files.write(Files.createTempFile(folder, "InRelease", ""), file);
      files.add(new io.github.vmimage.upstream.Proof.ReleaseFile("http://mirror.example/" + files.size() + "/dists/bookworm/InRelease",
          Digests.sha256(file), "", List.of()));
      evidence.add(new Evidence("InRelease", Digests.sha256(file), path.toString()));
    }
    return new VerifiedUpstream("base", "debianArchive", "x", "/x", 1, SHA256, new io.github.vmimage.upstream.Proof.SignedArchive("bookworm",
        "bookworm", "Debian", "2024-02-12T11:07:25Z", files, 1, SHA256), evidence);
  }

  private Map<String, List<Allowance>> accept(String signed, SeenDates seen, UpstreamDeclaration.Allowance... allowances) {
    UpstreamDeclaration declared = new UpstreamDeclaration("base", "http://mirror.example/disk.qcow2", null, null, null, null, null, null)
        .allowing(List.of(allowances));
    return UpstreamTrust.of(project(TrustDeclaration.NONE, declared), true).proven(List.of(list(Optional.empty())), List.of(signed(signed)),
        Map.of(), seen);
  }

  private Upstream list(Optional<Digest> pinned) {
    return new UrlUpstream("base", URI.create("http://mirror.example/disk.qcow2"), new UrlTrust.SignedChecksums(
        URI.create("http://mirror.example/SHA256SUMS"), Optional.empty(), folder, List.of(), pinned));
  }

  private static VerifiedUpstream signed(String date) {
    return new VerifiedUpstream("base", "url", "http://mirror.example/disk.qcow2", "/x", 1, SHA256,
        new io.github.vmimage.upstream.Proof.SignedChecksums("http://mirror.example/SHA256SUMS", SHA256, "", "disk.qcow2", "sha256", SHA256,
            List.of(), date));
  }

  @Test
  void theManifestTellsOfThemWithTheirUpstream() {
    VerifiedUpstream verified = new VerifiedUpstream("disk", "url", "file:/x", "/x", 1, SHA256,
        new io.github.vmimage.upstream.Proof.PinnedDigest("sha256", SHA256));
    UpstreamStage.VerifiedUpstreams all = new UpstreamStage.VerifiedUpstreams(List.of(verified), Map.of(),
        Map.of("disk", List.of(new Allowance(TrustRule.MINIMUM_DIGEST, "the vendor tells no longer one"))));
    assertThat(all.proven().get(0).allowances())
        .containsExactly(new ProvenUpstream.Allowance("minimum-digest", "the vendor tells no longer one"));
  }

  @Test
  void validateRefusesWhatADeclarationBreaks() throws Exception {
    Files.createDirectories(folder.resolve("src/main/packer"));
    UpstreamDeclaration url = new UpstreamDeclaration("base", "https://other.example/disk", SHA256, null, null, null, null, null);
    TrustDeclaration policy = new TrustDeclaration(null, null, List.of("cloud.example.org"), null, null, null, null);
    assertThatThrownBy(() -> validate(project(policy, url))).hasMessageContainingAll("(rule host)", "upstream base",
        "seen:     other.example", "accepted: cloud.example.org");
    validate(project(policy, url.allowing(List.of(new UpstreamDeclaration.Allowance("host", "the vendor's only server")))));
    // A SNAPSHOT may be built on a SNAPSHOT, and linting builds no release.
    validate(project(policy, artifact()));
  }

  private static void validate(ImageProject project) {
    new ValidateStage(Projects.context(project, true), false, () -> {}).run();
  }
}
