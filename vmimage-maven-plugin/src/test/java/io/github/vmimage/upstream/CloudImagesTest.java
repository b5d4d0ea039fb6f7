package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Secrets;
import io.github.vmimage.report.ProblemException;
import io.github.vmimage.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes stand in for the programs of the clouds: they keep their arguments and give answers that are files here. */
class CloudImagesTest {
  private static final AmiUpstream AMI = new AmiUpstream("base", "eu-central-1", "ami-0123456789abcdef0", "136693071363",
      "debian-12-amd64-20240717-1811", "x86_64");
  private static final AzureImageUpstream AZURE =
      new AzureImageUpstream("base", "westeurope", "Debian", "debian-12", "12-gen2", "0.20240717.1811", "x86_64");
  private static final GceImageUpstream GOOGLE = new GceImageUpstream("base", "debian-cloud", "debian-12-bookworm-v20240717", "x86_64");

  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

  @TempDir
  Path folder;

  @Test
  void provesAnAmi() throws IOException {
    answer("aws", recorded("aws"), "", 0);
    VerifiedUpstream verified = verify(AMI);
    assertThat(verified).isEqualTo(new VerifiedUpstream("base", "ami", "ami-0123456789abcdef0 in eu-central-1", "", 0, "",
        new Proof.CloudImage("aws", "eu-central-1", "ami-0123456789abcdef0", "136693071363", "debian-12-amd64-20240717-1811", "x86_64",
            "2024-07-17T18:40:09Z")));
    assertThat(verified.reference()).isEqualTo("ami-0123456789abcdef0");
    assertThat(verified.checksum()).isEmpty();
    assertThat(arguments()).isEqualTo("ec2 describe-images --region eu-central-1 --image-ids ami-0123456789abcdef0 --output json");
  }

  @Test
  void provesAnAzureImageAndKeepsTheSubscriptionOut() throws IOException {
    answer("az", recorded("azure"), "", 0);
    VerifiedUpstream verified = verify(AZURE);
    assertThat(verified.proof()).isEqualTo(new Proof.CloudImage("azure", "westeurope", "Debian:debian-12:12-gen2:0.20240717.1811", "Debian",
        "debian-12:12-gen2:0.20240717.1811", "x86_64", ""));
    assertThat(verified.reference()).isEqualTo("Debian:debian-12:12-gen2:0.20240717.1811");
    assertThat(verified.toString()).doesNotContain("00000000-0000");
    assertThat(arguments())
        .isEqualTo("vm image show --location westeurope --urn Debian:debian-12:12-gen2:0.20240717.1811 --output json");
  }

  @Test
  void provesAnImageOfComputeEngine() throws IOException {
    answer("gcloud", recorded("google"), "", 0);
    VerifiedUpstream verified = verify(GOOGLE);
    assertThat(verified.proof()).isEqualTo(new Proof.CloudImage("gcp", "global", "2143265478987654321", "debian-cloud",
        "debian-12-bookworm-v20240717", "x86_64", "2024-07-17T00:21:09Z"));
    assertThat(verified.reference())
        .isEqualTo("https://www.googleapis.com/compute/v1/projects/debian-cloud/global/images/debian-12-bookworm-v20240717");
    assertThat(arguments()).isEqualTo("compute images describe debian-12-bookworm-v20240717 --project debian-cloud --format=json");
  }

  @ParameterizedTest(name = "{0} {1} for {2}")
  @CsvSource(delimiter = '|', textBlock = """
      aws    | "OwnerId": "210987654321"    | "OwnerId": "136693071363"                 | The image does not belong to the owner
      aws    | "Name": "debian-12"          | "Name": "debian-12-amd64-20240717-1811"   | The image does not have the name
      aws    | "Architecture": "arm64"      | "Architecture": "x86_64"                  | The image is of another architecture
      aws    | "State": "disabled"          | "State": "available"                      | The image is deprecated, disabled
      aws    | "DeprecationTime": "2026-11-23T06:00:00Z" | "DeprecationTime": "2028-07-17T18:40:09.000Z" | The image is deprecated, disabled
      aws    | "DeprecationTime": "soon"    | "DeprecationTime": "2028-07-17T18:40:09.000Z" | The answer of aws is not
      aws    | "ImageId": "ami-00000000000000000" | "ImageId": "ami-0123456789abcdef0"  | The answer of aws is not
      aws    | "OwnerId": 136693071363      | "OwnerId": "136693071363"                 | The answer of aws is not
      aws    | "OwnerId": null              | "OwnerId": "136693071363"                 | The answer of aws is not
      aws    | "Images": [], "Other": [     | "Images": [                               | The image does not exist
      az     | Publishers/canonical/        | Publishers/debian/                        | The image does not belong to the owner
      az     | Offers/debian-11/            | Offers/debian-12/                         | The image does not have the name
      az     | "architecture": "Arm64"      | "architecture": "x64"                     | The image is of another architecture
      az     | "imageState": "Deprecated"   | "imageState": "Active"                    | The image is deprecated, disabled
      az     | "scheduledDeprecationTime": "2026-01-01T00:00:00+00:00" | "scheduledDeprecationTime": null | The image is depre
      az     | "location": "eastus"         | "location": "westeurope"                  | The answer of az is not
      az     | "name": "1.0.0"              | "name": "0.20240717.1811"                 | The answer of az is not
      gcloud | /projects/debian-cl0ud/      | /projects/debian-cloud/                   | The image does not belong to the owner
      gcloud | "name": "debian-12"          | "name": "debian-12-bookworm-v20240717"    | The image does not have the name
      gcloud | "architecture": "ARM64"      | "architecture": "X86_64"                  | The image is of another architecture
      gcloud | "other": "X86_64"            | "architecture": "X86_64"                  | The image is of another architecture
      gcloud | "status": "PENDING"          | "status": "READY"                         | The image is deprecated, disabled
      gcloud | "deprecated": {"state": "OBSOLETE"}, "status" | "status"                 | The image is deprecated, disabled
      gcloud | "id": "../x"                 | "id": "2143265478987654321"               | The answer of gcloud is not
      """)
  void refusesWhatIsNotPinned(String program, String said, String instead, String problem) throws IOException {
    String right = recorded(program.equals("az") ? "azure" : program.equals("gcloud") ? "google" : "aws");
    assertThat(right).contains(instead);
    answer(program, right.replace(instead, said), "", 0);
    assertThatThrownBy(() -> verify(upstream(program))).isInstanceOf(ProblemException.class).hasMessageStartingWith(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "null", "{\"Images\": {}}", "{\"Images\": [1]}", "{\"Images\": []} {}",
    "{\"Images\": [{}, {}]}", "{\"Images\": [], \"Images\": []}", "Could not resolve"})
  void takesNothingElseForAnAnswer(String said) throws IOException {
    answer("aws", said, "", 0);
    assertThatThrownBy(() -> verify(AMI)).isInstanceOf(ProblemException.class)
        .hasMessageMatching("(?s)The (answer of aws is not what|image does not exist).*");
  }

  @Test
  void printsNoControlCharacterOfAnAnswer() throws IOException {
    answer("aws", recorded("aws").replace("debian-12-amd64-20240717-1811\"", "debian\\u001b[2J\""), "", 0);
    assertThatThrownBy(() -> verify(AMI)).isInstanceOf(ProblemException.class).satisfies(e -> assertThat(e.getMessage().chars())
        .noneMatch(c -> c < ' ' && c != '\n'));
    answer("aws", "", "An error occurred \033[2J", 255);
    assertThatThrownBy(() -> verify(AMI)).isInstanceOf(ProblemException.class).satisfies(e -> assertThat(e.getMessage().chars())
        .noneMatch(c -> c < ' ' && c != '\n'));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(delimiter = '|', textBlock = """
      aws    | 253 | Unable to locate credentials. You can configure credentials by running "aws configure". | has no valid credentials
      aws    | 255 | Error when retrieving token from sso: Token has expired and refresh failed | has no valid credentials
      aws    | 254 | An error occurred (AuthFailure) when calling the DescribeImages operation: no | has no valid credentials
      aws    | 254 | An error occurred (InvalidAMIID.NotFound) when calling the DescribeImages operation: no | The image does not exist
      aws    | 255 | Could not connect to the endpoint URL: "https://ec2.eu-central-1.amazonaws.com/" | could not tell of an image
      az     | 1   | ERROR: Please run 'az login' to setup account. | has no valid credentials
      az     | 3   | ERROR: (NotFound) Artifact: VMImage was not found. | The image does not exist
      gcloud | 1   | ERROR: (gcloud.compute.images.describe) You do not have an active account selected. | has no valid credentials
      gcloud | 1   | ERROR: (gcloud.compute.images.describe) Could not fetch resource: - it was not found | The image does not exist
      """)
  void tellsWhyThereIsNoAnswer(String program, int exit, String said, String problem) throws IOException {
    answer(program, "", said, exit);
    assertThatThrownBy(() -> verify(upstream(program))).isInstanceOf(ProblemException.class).hasMessageContaining(problem)
        .hasMessageContaining(said);
  }

  @Test
  void tellsOfAllThatDiffersAtOnce() throws IOException {
    answer("aws", recorded("aws").replace("136693071363\",", "210987654321\",").replace("x86_64", "arm64"), "", 0);
    assertThatThrownBy(() -> verify(AMI)).isInstanceOf(ProblemException.class)
        .satisfies(e -> assertThat(((ProblemException) e).problems()).hasSize(2));
  }

  @Test
  void namesThePackageOfAProgramThatIsMissing() {
    assertThatThrownBy(() -> verify(AMI)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The program aws could not be started");
  }

  @Test
  void asksNoCloudOffline() {
    assertThatThrownBy(() -> new CloudImages(processes(), Clock.systemUTC(), true).verify(GOOGLE)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("An image in a cloud cannot be verified, and Maven is offline");
  }

  private static CloudUpstream upstream(String program) {
    return program.equals("az") ? AZURE : program.equals("gcloud") ? GOOGLE : AMI;
  }

  private static Processes processes() {
    return new Processes(Secrets.NONE, Progress.SILENT);
  }

  private VerifiedUpstream verify(CloudUpstream upstream) {
    return new CloudImages(processes(), name -> folder.resolve(name).toString(), Clock.fixed(NOW, ZoneOffset.UTC), false).verify(upstream);
  }

  private static String recorded(String name) throws IOException {
    return Resources.text("cloud/" + name + ".json");
  }

  private String arguments() throws IOException {
    return Files.readString(folder.resolve("arguments")).strip();
  }

  /** Makes a program that gives this answer. */
  private void answer(String program, String out, String err, int exit) throws IOException {
    Files.writeString(folder.resolve("out"), out);
    Files.writeString(folder.resolve("err"), err);
    Path script = Files.writeString(folder.resolve(program), """
        #!/bin/sh
        echo "$@" > '%1$s/arguments'
        cat '%1$s/out'
        cat '%1$s/err' >&2
        exit %2$d
        """.formatted(folder, exit));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
