package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.digest.Digest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamFactsTest {
  private static final String SHA256 = "0".repeat(64);
  private static final String SHA512 = "0".repeat(128);
  private static final String DATE = "2026-01-02T03:04:05Z";
  private static final Optional<Instant> DATED = Optional.of(Instant.parse(DATE));
  private static final URI DISK = URI.create("https://A.example:8443/disk");

  private static UrlUpstream signed(Digest pinned) {
    return new UrlUpstream("base", DISK, new UrlTrust.SignedChecksums(URI.create("http://b.example/SUMS"),
        Optional.of(URI.create("https://c.example/SUMS.sign")), Path.of("keys"), List.of("AB"), Optional.ofNullable(pinned)));
  }

  private static TrustFacts proven(Upstream upstream, Proof proof) {
    return UpstreamFacts.proven(upstream, proof, Ancestors.NONE);
  }

  @Test
  void aPinnedDigestIsItsOwnProofFromOneHost() {
    UrlUpstream upstream = new UrlUpstream("base", DISK, new UrlTrust.Pinned(new Digest(Digest.Algorithm.SHA512, SHA512)));
    TrustFacts facts = new TrustFacts("base", Set.of(TrustMethod.DIGEST), Optional.of(Digest.Algorithm.SHA512), List.of("a.example"),
        List.of(),
        false, Optional.empty(), 0, Optional.empty());
    assertThat(UpstreamFacts.declared(upstream)).isEqualTo(facts);
    assertThat(proven(upstream, new Proof.PinnedDigest("sha512", SHA512))).isEqualTo(facts);
  }

  @Test
  void aFileHasNoHost() {
    assertThat(UpstreamFacts.declared(new UrlUpstream("base", URI.create("file:///srv/disk"), new UrlTrust.Pinned(Digest.sha256(SHA256))))
        .hosts()).isEmpty();
  }

  @Test
  void aSignedListComesFromThreeHostsAndHasADate() {
    Proof proof = new Proof.SignedChecksums("http://b.example/SUMS", SHA256, SHA256, "disk", "sha256", SHA256, List.of("AB"), DATE);
    List<String> hosts = List.of("a.example", "b.example", "c.example");
    assertThat(UpstreamFacts.declared(signed(null))).isEqualTo(new TrustFacts("base", Set.of(TrustMethod.SIGNATURE), Optional.empty(),
        hosts, List.of(), false, Optional.empty(), 0, Optional.empty()));
    assertThat(proven(signed(null), proof)).isEqualTo(new TrustFacts("base", Set.of(TrustMethod.SIGNATURE),
        Optional.of(Digest.Algorithm.SHA256), hosts, List.of(List.of("AB")), false, DATED, 0, Optional.empty()));
  }

  @Test
  void aSignedListWithAPinnedDigestIsProvenTwice() {
    Proof proof = new Proof.SignedChecksums("http://b.example/SUMS", SHA256, SHA256, "disk", "sha256", SHA256, List.of("AB"), DATE);
    TrustFacts facts = proven(signed(new Digest(Digest.Algorithm.SHA512, SHA512)), proof);
    assertThat(facts.methods()).containsExactlyInAnyOrder(TrustMethod.SIGNATURE, TrustMethod.DIGEST);
    assertThat(facts.digest()).contains(Digest.Algorithm.SHA512);
    assertThat(UpstreamFacts.declared(signed(Digest.sha256(SHA256))).digest()).as("the list may have a stronger one").isEmpty();
  }

  @Test
  void anArchiveComesFromItsMirrorsAndFromWhereAptFoundItsReleaseFiles() {
    DebianArchiveUpstream upstream = new DebianArchiveUpstream("base", "bookworm", Path.of("keys"), List.of(),
        List.of("deb http://a.example/debian bookworm main", "deb [check-valid-until=no] file:/srv/debian bookworm main"), List.of(), "8G");
    Proof proof = new Proof.SignedArchive("bookworm", "bookworm", "Debian", DATE, List.of(
        new Proof.ReleaseFile("http://a.example/debian/dists/bookworm/InRelease", SHA256, "", List.of("AB")),
        new Proof.ReleaseFile("http://B.example/dists/bookworm-security/InRelease", SHA256, "", List.of("AB"))), 1, SHA256);
    assertThat(UpstreamFacts.declared(upstream).hosts()).containsExactly("a.example");
    TrustFacts facts = proven(upstream, proof);
    assertThat(facts.hosts()).containsOnly("a.example", "b.example");
    assertThat(facts.methods()).containsExactly(TrustMethod.SIGNATURE);
    assertThat(facts.digest()).contains(Digest.Algorithm.SHA256);
    assertThat(facts.date()).isEqualTo(DATED);
  }

  @Test
  void aReleasedImageIsOneDeeperAndAsOldAsTheOldestThingInIt() {
    ArtifactUpstream upstream = new ArtifactUpstream("base", "g", "a", "1", Optional.empty(), List.of());
    assertThat(UpstreamFacts.declared(upstream).signedManifest()).isFalse();
    TrustFacts unsigned = UpstreamFacts.proven(upstream, new Proof.ReleasedImage("g:a:1", SHA256, "release-1", "c", "", List.of()),
        new Ancestors(2, DATED));
    assertThat(unsigned).isEqualTo(new TrustFacts("base", Set.of(TrustMethod.RELEASE), Optional.of(Digest.Algorithm.SHA256), List.of(),
        List.of(), false, DATED, 3, Optional.empty()));
  }

  @Test
  void aReleasedImageWithASignedManifestIsProvenByASignatureToo() {
    ArtifactUpstream upstream = new ArtifactUpstream("base", "g", "a", "1", Optional.of(Path.of("keys")), List.of("AB"));
    assertThat(UpstreamFacts.declared(upstream).signedManifest()).isTrue();
    TrustFacts signed = proven(upstream, new Proof.ReleasedImage("g:a:1", SHA256, "release-1", "c", SHA256, List.of("AB")));
    assertThat(signed.methods()).containsExactlyInAnyOrder(TrustMethod.RELEASE, TrustMethod.SIGNATURE);
    assertThat(signed.signedManifest()).isTrue();
    assertThat(signed.depth()).isEqualTo(1);
  }

  @Test
  void aSnapshotSaysSo() {
    ArtifactUpstream upstream = new ArtifactUpstream("base", "g", "a", "1-SNAPSHOT", Optional.empty(), List.of());
    assertThat(UpstreamFacts.declared(upstream).snapshot()).contains("g:a:1-SNAPSHOT");
  }

  @ParameterizedTest
  @ValueSource(strings = {DATE, ""})
  void anImageInACloudHasAnOwnerAndNoHost(String created) {
    TrustFacts facts = proven(new AmiUpstream("base", "r", "ami-1", "1", "n", "x86_64"),
        new Proof.CloudImage("aws", "r", "ami-1", "1", "n", "x86_64", created));
    assertThat(facts).isEqualTo(new TrustFacts("base", Set.of(TrustMethod.OWNER), Optional.empty(), List.of(), List.of(), false,
        created.isEmpty() ? Optional.empty() : DATED, 0, Optional.empty()));
  }
}
