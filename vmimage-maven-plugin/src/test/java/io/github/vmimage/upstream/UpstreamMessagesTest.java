package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.download.DownloadProblems;
import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The messages of upstreams. */
public class UpstreamMessagesTest extends MessagesContract {
  private static final String UPSTREAM = "<upstreams><upstream[1]>";
  private static final String POLICY = "<trustPolicy>";
  private static final String ARCHIVE = UPSTREAM + "<debianArchive>";
  private static final URI URL = URI.create("https://mirror.example/images/disk.qcow2");
  private static final Path CACHE = Path.of("/home/ada/.cache/vmimage");
  private static final Path WORK = Path.of("/home/ada/app-image/target/vmimage/scratch/bootstrap");
  private static final Path KEYRING = Path.of("/home/ada/app-image/src/main/keys/archive keyring.gpg");
  private static final Path DISK = Path.of("/home/ada/.m2/repository/com/example/images/base-image/0.1.0/base-image-0.1.0.qcow2");
  private static final Path MANIFEST = DISK.resolveSibling("base-image-0.1.0.json");
  private static final String RELEASE = "http://mirror.example/debian/dists/bookworm/InRelease";
  private static final String LINE = "deb http://mirror.example/debian bookworm main";
  private static final String BASE = "com.example.images:base-image:0.1.0";
  private static final String SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String OTHER = "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7";
  private static final String KEY = "4D64FEC119C2029067D6E791F8D2585B8783D481";
  private static final String NO_SPACE = "java.io.IOException: No space left on device";

  UpstreamMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    Messages messages = Messages.of("upstream", "Upstream: what the image is built from, and the proof");
    declarations(messages);
    releases(messages);
    archives(messages);
    checksums(messages);
    policy(messages);
    clouds(messages);
    return messages;
  }

  private static void policy(Messages messages) {
    messages.from(TrustProblems.class)
        .say("method", "base", "release", "signature, digest")
        .say("digest", "base", Digest.Algorithm.SHA256, Digest.Algorithm.SHA512)
        .say("keys", "base", List.of("0146DC6D4A0B2914BDED34DB648ACFD622F3D138"), List.of(KEY))
        .say("hosts", "base", List.of("mirror.example"), List.of("cloud.example.org"))
        .say("unsigned", "base")
        .say("old", "base", Instant.parse("2026-01-01T00:00:00Z"), 30)
        .say("noDate", "base", 30)
        .say("replay", "base", new SeenDates.Older("http://mirror.example/images/SHA512SUMS", Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-02-01T00:00:00Z")))
        .say("depth", "base", 4, 3)
        .say("snapshot", "base", "com.example.images:base-image:0.2.0-SNAPSHOT");
    List<String> rules = Stream.of(TrustRule.values()).map(TrustRule::toString).toList();
    String allowance = UPSTREAM + "<allowances><allowance[1]>";
    messages.from(TrustDeclarationProblems.class)
        .say("noMethod", POLICY + "<methods>", TrustMethod.names())
        .say("unknownMethod", POLICY + "<methods><method[1]>", "gpg", TrustMethod.names(), "digest")
        .say("badMinimumDigest", POLICY + "<minimumDigest>", "md5")
        .say("noKey", POLICY + "<requiredKeys>")
        .say("noHost", POLICY + "<allowedHosts>")
        .say("badHost", POLICY + "<allowedHosts><host[1]>", "https://mirror.example/")
        .say("neitherWarnNorRefuse", POLICY + "<foreignInputs>", "no")
        .say("neitherTrueNorFalse", POLICY + "<signedManifests>", "yes")
        .say("outOfRange", POLICY + "<maximumAge>", "90d", 3650, "days", "for any age")
        .say("allowanceWithoutRule", allowance, rules)
        .say("allowanceOfNoRule", allowance, "hosts", rules, "host")
        .say("allowedWithoutReason", allowance, "host")
        .say("badReason", allowance, 1200, true, 1000)
        .say("allowedTwice", UPSTREAM + "<allowances><allowance[2]>", "host");
  }

  private static void declarations(Messages messages) {
    messages.from(DeclarationProblems.class)
        .say("noId", UPSTREAM)
        .say("badId", UPSTREAM, "base-image")
        .say("sameId", "<upstreams><upstream[2]>", "base")
        .say("noPlace", UPSTREAM)
        .say("severalPlaces", UPSTREAM)
        .say("digestWithoutUrl", UPSTREAM)
        .say("badCoordinates", UPSTREAM, "com.example.images:base-image")
        .say("movingVersion", UPSTREAM, "com.example.images:base-image:LATEST")
        .say("passwordInUrl", UPSTREAM + "<url>", URL.toString())
        .say("unusableUrl", UPSTREAM + "<url>", "gopher://mirror.example/disk.qcow2")
        .say("malformedUrl", UPSTREAM + "<url>", "https://mirror.example/a disk.qcow2")
        .say("noDigest", UPSTREAM)
        .say("checksumsWithoutUrl", UPSTREAM)
        .say("signatureWithoutChecksums", UPSTREAM)
        .say("noFileName", UPSTREAM + "<url>", "https://mirror.example/images/")
        .say("noFingerprint", UPSTREAM)
        .say("badFingerprint", UPSTREAM + "<fingerprints><fingerprint[1]>", "8783D481")
        .say("fingerprintNotInKeyring", UPSTREAM + "<fingerprints>", "0146DC6D4A0B2914BDED34DB648ACFD622F3D138", List.of(KEY))
        .say("fingerprintOfUnknownKind", UPSTREAM + "<fingerprints>", "2".repeat(64), "version 6, algorithm 30")
        .say("badReleaseDigest", ARCHIVE + "<releaseSha256>", "2cf24dba5fb0a30e")
        .say("twoDigests", UPSTREAM)
        .say("weakDigest", UPSTREAM + "<md5>", "MD5", "d41d8cd98f00b204e9800998ecf8427e")
        .say("digestSwitchedOff", UPSTREAM + "<sha256>", "none", 64)
        .say("malformedDigest", UPSTREAM + "<sha256>", "2cf24dba5fb0a30e", 64)
        .say("badSuite", ARCHIVE, "Bookworm")
        .say("noKeyring", ARCHIVE + "<keyring>")
        .say("absentKeyring", ARCHIVE + "<keyring>", "src/main/keys/debian.gpg")
        .say("keyringIsNoPath", ARCHIVE + "<keyring>", "src/main/keys/\0")
        .say("badMirror", ARCHIVE + "<mirrors><mirror[1]>",
            "its URL is not http, https or file, or has a user name or a query in it", "deb ftp://mirror.example/debian bookworm main")
        .say("noMirrorOfTheSuite", ARCHIVE + "<mirrors>", "bookworm",
            List.of("deb http://mirror.example/debian-security trixie-security main"))
        .say("componentsBesideMirrors", ARCHIVE + "<components>", List.of("main", "contrib"))
        .say("badName", ARCHIVE + "<packages>", "package", 2, "Nginx", "names of packages, in small letters")
        .say("badSize", ARCHIVE + "<size>", "8 GB");
  }

  private static void releases(Messages messages) {
    messages.from(ReleasedImageProblems.class)
        .say("otherDisk", BASE, DISK, OTHER, 402653000L, SHA256, 402653184L)
        .say("otherManifest", BASE, MANIFEST, OTHER, SHA256)
        .say("unreadable", BASE, DISK, "java.nio.file.NoSuchFileException: " + DISK)
        .say("notSigned", BASE, Path.of(MANIFEST + ".asc"), "by the unknown key " + KEY,
            List.of("0146DC6D4A0B2914BDED34DB648ACFD622F3D138"));
  }

  private static void checksums(Messages messages) {
    String list = "https://mirror.example/images/SHA512SUMS";
    Digest seen = Digest.sha256(OTHER);
    Digest other = Digest.sha256(SHA256);
    messages.from(ChecksumProblems.class)
        .say("notSigned", list + ".sign", "invalid: the text was changed after it was signed by " + KEY, List.of(KEY), true)
        .say("noEntry", list, "disk.qcow2")
        .say("onlyWeak", list, "disk.qcow2")
        .say("onlyUnused", list, "disk.qcow2")
        .say("malformedEntry", list, "disk.qcow2", "2cf24dba5fb0a30e2cf24dba5fb0a30e", Digest.Algorithm.SHA256)
        .say("twoEntries", list, "disk.qcow2", seen, other)
        .say("tooManyLines", list, 100_000)
        .say("longLine", list, 12, 65536, 4096)
        .say("otherThanPinned", list, "disk.qcow2", seen, other)
        .say("offline", list);
  }

  private static void archives(Messages messages) {
    messages.from(ArchiveProblems.class)
        .say("notSigned", RELEASE, "signature by F8D2585B8783D480: no such key in the keyring", List.of(KEY))
        .say("otherSuite", RELEASE, "testing", "forky", "bookworm")
        .say("outOfDate", RELEASE, "Sat, 18 Jul 2026 10:16:37 UTC", Instant.parse("2026-11-23T06:00:00Z"))
        .say("fromFuture", RELEASE, Instant.parse("2026-12-23T06:00:00Z"), Instant.parse("2026-11-23T06:00:00Z"))
        .say("otherRelease", RELEASE, OTHER, SHA256)
        .say("unreadableDate", RELEASE, "yesterday")
        .say("offline", "base", "bookworm")
        .say("noReleaseFile", WORK.resolve("release-files/mirror.example_debian_dists_bookworm_InRelease"), LINE)
        .say("foreignReleaseFiles", WORK.resolve("release-files"), List.of("other.example_debian_dists_bookworm_InRelease"),
            List.of("mirror.example_debian_dists_bookworm_InRelease"))
        .say("noSource", "bookworm", List.of("main"), List.of("noble main at http://archive.example/ubuntu (Ubuntu)"))
        .say("unusableSource", "bookworm", List.of("cdrom:[Debian GNU/Linux 12.0.0]/"))
        .say("unknownKernel", "base", "Devuan")
        .say("unusableFolder", WORK, NO_SPACE)
        .say("notStarted", "bookworm", WORK.resolve("bootstrap.log"),
            "bootstrap: mmdebstrap is not installed: apt-get install mmdebstrap")
        .say("bootstrapFailed", "bookworm", 1, WORK.resolve("bootstrap.log"), "E: Unable to locate package ngnix");
  }

  private static void clouds(Messages messages) {
    String ami = "ami-0123456789abcdef0 in eu-central-1";
    String azure = "Debian:debian-12:12:0.20240717.1811 in westeurope";
    messages.from(CloudProblems.class)
        .say("noValue", UPSTREAM + "<ami><region>", "a region such as eu-central-1")
        .say("badValue", UPSTREAM + "<gceImage><project>", "Debian Cloud", "a project's ID such as debian-cloud")
        .say("ownerIsNoAccount", UPSTREAM + "<ami><owner>", "amazon", "eu-central-1", "ami-0123456789abcdef0")
        .say("movingAzureVersion", UPSTREAM + "<azureImage><version>", "latest", "Debian", "debian-12", "12", "westeurope")
        .say("movingFamily", UPSTREAM + "<gceImage><family>", "debian-12", "debian-cloud")
        .say("offline", "base", ami)
        .say("notLoggedIn", "aws", "aws ec2 describe-images --region eu-central-1 --image-ids ami-0123456789abcdef0 --output json",
            "Unable to locate credentials. You can configure credentials by running \"aws configure\".",
            "aws sso login, or aws configure; AWS_PROFILE names the profile to use")
        .say("notFound", azure, "ERROR: (NotFound) Artifact: VMImage was not found.",
            "az vm image list --location westeurope --publisher Debian --offer debian-12 --sku 12 --all --output table")
        .say("failed", "gcloud", 1, "gcloud compute images describe debian-12 --project debian-cloud --format=json",
            "ERROR: (gcloud.compute.images.describe) Required 'compute.images.get' permission for 'projects/debian-cloud'")
        .say("unexpectedAnswer", ami, "aws", "no list Images")
        .say("otherOwner", ami, "210987654321", "136693071363")
        .say("otherName", ami, "debian-12-amd64-20240701-1795", "debian-12-amd64-20240717-1811")
        .say("otherArchitecture", ami, "arm64", "x86_64")
        .say("notUsable", ami, "DeprecationTime: 2026-07-17T18:11:00Z", "a time to come, or none");
    messages.from(PinProblems.class)
        .say("nothingAskedFor", UPSTREAM)
        .say("nothingToPin", UPSTREAM)
        .say("query", UPSTREAM + "<url>", URL + "?X-Amz-Signature=0f1e2d")
        .say("undatedUrl", UPSTREAM, URL)
        .say("undatedName", UPSTREAM, "newest", "20240717-1811")
        .say("otherSeries", UPSTREAM, "debian-11-amd64-20240717-1811", "debian-12-amd64-20240717-1811");
  }
}
