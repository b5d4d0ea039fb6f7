package io.github.vmimage.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vmimage.report.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests of images that started from an image in a cloud. */
class CloudUpstreamManifestTest {
  private static final String AMI = """
      {"id": "base", "kind": "ami", "location": "ami-0123456789abcdef0 in eu-central-1", "sha256": "", "size": 0,
       "proof": {"method": "cloud-owner", "provider": "aws", "location": "eu-central-1", "id": "ami-0123456789abcdef0",
         "owner": "136693071363", "name": "debian-12-amd64-20240717-1811", "architecture": "x86_64", "created": "2024-07-17T18:40:09Z"},
       "allowances": []}""";
  private static final String AZURE = """
      {"id": "base", "kind": "azure-image", "location": "Debian:debian-12:12-gen2:0.20240717.1811 in westeurope", "sha256": "", "size": 0,
       "proof": {"method": "cloud-owner", "provider": "azure", "location": "westeurope", "id": "Debian:debian-12:12-gen2:0.20240717.1811",
         "owner": "Debian", "name": "debian-12:12-gen2:0.20240717.1811", "architecture": "x86_64", "created": ""},
       "allowances": []}""";
  private static final String GOOGLE = """
      {"id": "base", "kind": "gce-image", "location": "projects/debian-cloud/global/images/debian-12-bookworm-v20240717", "sha256": "",
       "size": 0, "proof": {"method": "cloud-owner", "provider": "gcp", "location": "global", "id": "2143265478987654321",
         "owner": "debian-cloud", "name": "debian-12-bookworm-v20240717", "architecture": "arm64", "created": "2024-07-17T00:21:09Z"},
       "allowances": []}""";

  private static Manifest read(String upstream) throws JsonProcessingException {
    ObjectNode tree = Samples.tree("base");
    ((ArrayNode) tree.get("upstreams")).removeAll().add(new JsonMapper().readTree(upstream));
    return Samples.read(tree.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)).manifest();
  }

  @ParameterizedTest
  @ValueSource(strings = {AMI, AZURE, GOOGLE})
  void areReadAndWrittenBackAndTold(String upstream) throws JsonProcessingException {
    Manifest manifest = read(upstream);
    assertThat(Samples.read(ManifestWriter.bytes(manifest, "m")).manifest()).isEqualTo(manifest);
    ProvenUpstream proven = manifest.upstreams().get(0);
    Proof.CloudImage proof = (Proof.CloudImage) proven.proof();
    String text = ReleaseDescription.text(new CheckedRelease(manifest, "0".repeat(64), manifest.images().get(0), "/disk"));
    assertThat(text).contains("upstream  base: " + proven.location() + ", " + proof.architecture())
        .contains("owned by " + proof.owner() + " as its cloud says (" + proof.provider() + ")").doesNotContain(" 0 bytes");
  }

  @ParameterizedTest(name = "{1} instead of {0}")
  @CsvSource(delimiter = '|', textBlock = """
      "sha256": ""                | "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" | /upstreams/0/sha256
      "size": 0                   | "size": 1                          | /upstreams/0/size
      "kind": "ami"               | "kind": "url"                      | /upstreams/0
      "kind": "ami"               | "kind": "gce-image"                | /upstreams/0
      "provider": "aws"           | "provider": "azure"                | /upstreams/0/proof/provider
      "method": "cloud-owner"     | "method": "pinned-digest"          | /upstreams/0/proof
      "owner": "136693071363"     | "owner": ""                        | /upstreams/0/proof/owner
      "architecture": "x86_64"    | "architecture": "i386"             | /upstreams/0/proof/architecture
      "created": "2024-07-17T18:40:09Z" | "created": "yesterday"       | /upstreams/0/proof/created
      "location": "eu-central-1"  | "location": "eu-west-1"            | /upstreams/0/location
      "location": "ami-0123456789abcdef0 in eu-central-1" | "location": "ami-0123456789abcdef1 in eu-central-1" | /upstreams/0/location
      "name": "debian-12-amd64-20240717-1811" | "name": "a\\u001b[2J"  | /upstreams/0/proof/name
      """)
  void areRefusedWhereAPartDoesNotFit(String part, String other, String where) {
    assertThat(AMI).contains(part);
    assertThatThrownBy(() -> read(AMI.replace(part, other))).isInstanceOf(ProblemException.class).hasMessageContaining("#" + where);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"sha256\": \"\"", "\"size\": 0"})
  void noOtherKindComesWithoutADigestOrSize(String empty) throws JsonProcessingException {
    ObjectNode tree = Samples.tree("base");
    ObjectNode upstream = (ObjectNode) tree.at("/upstreams/0");
    String name = empty.substring(1, empty.indexOf('"', 1));
    upstream.set(name, new JsonMapper().readTree("{" + empty + "}").get(name));
    assertThatThrownBy(() -> Samples.read(tree.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(ProblemException.class).hasMessageContaining("#/upstreams/0/" + name);
  }
}
