package io.github.vmimage.seal;

import static io.github.vmimage.seal.RuleExample.passes;
import static io.github.vmimage.seal.RuleExample.trips;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.seal.RuleResult.Outcome;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretRulesTest extends RuleFamilyTest {
  private static final String RSA = TestKeys.pkcs8("RSA");
  private static final String AWS_ID = "AKIA" + "QWERTYUIOPASDFGH";
  private static final String AWS_SECRET = "abcdefghij" + "KLMNOPQRST" + "0123456789" + "abcde/fgh+";
  private static final String GITHUB = "ghp_" + "a1B2".repeat(9);
  private static final String JWT = "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl";

  @Override
  List<SealRule> rules() {
    return SecretRules.RULES;
  }

  @Override
  List<RuleExample> examples() {
    return List.of(
        trips("build-key", g -> g.file("/opt/deploy/id", TestKeys.openSsh(true)).file("/usr/share/x", "from " + TestKeys.publicLine()),
            "/opt/deploy/id: the private key of this build", "/usr/share/x: the public key of this build"),
        trips("private-keys", g -> g.file("/root/.ssh/id_ed25519", TestKeys.openSsh(false)).file("/srv/app/tls.pem",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + RSA),
            "/root/.ssh/id_ed25519: a private key (OPENSSH PRIVATE KEY)", "/srv/app/tls.pem: a private key (PRIVATE KEY)"),
        trips("private-keys", g -> g.file("/usr/share/app/config.yaml", "key: |\n" + RSA.indent(4)).file("/etc/app.json",
                "{\"key\": \"" + RSA.replace("\n", "\\n") + "\"}").file("/var/lib/a/b\n\u001b[2J", RSA),
            "/etc/app.json: a private key (PRIVATE KEY)", "/usr/share/app/config.yaml: a private key (PRIVATE KEY)",
            "/var/lib/a/b\n\u001b[2J: a private key (PRIVATE KEY)"),
        trips("private-keys", g -> g.file("/etc/a.key", RSA.replace("PRIVATE", "ENCRYPTED PRIVATE"))
                .file("/etc/b.key", TestKeys.pem("RSA PRIVATE KEY", new byte[200]).replaceFirst("\n",
                    "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"))
                .file("/etc/c.asc", TestKeys.pem("PGP PRIVATE KEY BLOCK", new byte[200]).replaceFirst("\n", "\nVersion: 1\n\n"))
                .file("/etc/d.ppk", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\nAAAA\n"),
            "/etc/a.key: a private key (ENCRYPTED PRIVATE KEY, with a passphrase)",
            "/etc/b.key: a private key (RSA PRIVATE KEY, with a passphrase)", "/etc/c.asc: a private key (PGP PRIVATE KEY BLOCK)",
            "/etc/d.ppk: a private key (PuTTY)"),
        trips("private-keys", g -> g.file("/opt/install.sh", "#!/bin/sh\n" + "x".repeat(200_000) + "\n" + RSA),
            "/opt/install.sh: a private key (PRIVATE KEY)"),
        passes("what only begins like a key", g -> g.file("/usr/bin/tool", "\0-----BEGIN PRIVATE KEY-----\0-----END PRIVATE KEY-----\0")
            .file("/usr/share/doc/x", "-----BEGIN RSA PRIVATE KEY-----\nMIIB...\n-----END RSA PRIVATE KEY-----\n")
            .file("/etc/a.pem", "-----BEGIN PUBLIC KEY-----\n" + "A".repeat(64) + "\n-----END PUBLIC KEY-----\n")
            .file("/etc/b", "PRIVATE KEY ".repeat(200))),
        passes("a key that a package ships", SecretRulesTest::shipped),
        trips("private-keys", g -> shipped(g).append("/usr/share/doc/a/example.key", "# edited\n"),
            "/usr/share/doc/a/example.key: a private key (PRIVATE KEY)"),
        trips("cloud-credentials", g -> g.file("/home/a/.aws/credentials", "[default]\naws_access_key_id = " + AWS_ID
                + "\naws_secret_access_key = " + AWS_SECRET + "\n")
                .file("/srv/app/settings.py", "a='" + AWS_ID + "'\nb='" + AWS_SECRET + "'\n"),
            "/home/a/.aws/credentials: an AWS access key and its secret",
            "/home/a/.aws/credentials: aws_secret_access_key is set", "/srv/app/settings.py: an AWS access key and its secret"),
        trips("cloud-credentials", g -> g.file("/etc/gcp.json", "{\"type\": \"service_account\", \"private_key\": \""
                + RSA.replace("\n", "\\n") + "\"}").file("/root/.config/gcloud/application_default_credentials.json",
                    "{\"refresh_token\": \"1//x\", \"type\": \"authorized_user\"}").file("/root/.config/gcloud/access_tokens.db", "x"),
            "/etc/gcp.json: Google Cloud credentials (service_account)",
            "/root/.config/gcloud/access_tokens.db: a file in which a cloud's command line keeps tokens",
            "/root/.config/gcloud/application_default_credentials.json: Google Cloud credentials (authorized_user)"),
        trips("cloud-credentials", g -> g.file("/root/.azure/msal_token_cache.json", "{}").file("/srv/app/web.config",
                "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=" + "Ab1+".repeat(21) + "Ab==;")
                .append("/etc/environment", "AZURE_CLIENT_SECRET=abc~defghij\n"),
            "/etc/environment: AZURE_CLIENT_SECRET is set",
            "/root/.azure/msal_token_cache.json: a file in which a cloud's command line keeps tokens",
            "/srv/app/web.config: an Azure connection string with its key"),
        passes("the example of a manual", g -> g.file("/srv/README", "AKIAIOSFODNN7EXAMPLE " + AWS_SECRET + "\n" + AWS_ID + "\n")
            .file("/root/.aws/config", "[default]\nregion = eu-central-1\n").file("/root/.azure/config", "[cloud]\nname = AzureCloud\n")
            .file("/srv/README", AWS_ID + " without its secret\n")),
        trips("tokens", g -> g.file("/etc/environment", "GITLAB_TOKEN=abcdefgh1234\n").file("/opt/app/.env", "DB_PASSWORD='s3cret-pass'\n")
                .file("/etc/systemd/system/app.service.d/env.conf", "[Service]\nEnvironment=API_KEY=abcdefgh\n")
                .file("/srv/app/config.toml", "x = \"" + GITHUB + "\"\n").file("/var/lib/app/session", JWT),
            "/etc/environment: GITLAB_TOKEN is set", "/etc/systemd/system/app.service.d/env.conf: API_KEY is set",
            "/opt/app/.env: DB_PASSWORD is set", "/srv/app/config.toml: an access token", "/var/lib/app/session: an access token"),
        trips("tokens", g -> g.file("/root/.netrc", "machine a login b password c0rrect\n").file("/root/.git-credentials",
                "https://me:hunter22@git.example.org\n").file("/root/.npmrc", "//registry.example.org/:_authToken=abcdefgh12\n")
                .file("/root/.docker/config.json", "{\"auths\": {\"a\": {\"auth\": \"bWU6c2VjcmV0\"}}}").file("/root/.vault-token", "x")
                .file("/etc/apt/auth.conf.d/a.conf", "machine a login b password c0rrect\n"),
            "/etc/apt/auth.conf.d/a.conf: a password", "/root/.docker/config.json: stored credentials",
            "/root/.git-credentials: a URL with a password", "/root/.netrc: a password", "/root/.npmrc: _authToken is set",
            "/root/.npmrc: stored credentials", "/root/.vault-token: stored credentials"),
        trips("tokens", g -> g.file("/opt/app/.env", "DB_PASSWORD='s3cret-pass'\n\0").file("/srv/a.toml", "\0".repeat(4096) + "x = \"" + GITHUB
                + "\"\r\n").file("/srv/environ", "A=b\0B=" + GITHUB + "\0").file("/srv/wide.txt", wide("token = \"" + GITHUB + "\"\r\n"))
                .file("/srv/line.json", "x".repeat(60_000) + " " + GITHUB + " " + "y".repeat(60_000)),
            "/opt/app/.env: DB_PASSWORD is set", "/srv/a.toml: an access token", "/srv/environ: an access token",
            "/srv/line.json: an access token", "/srv/wide.txt: an access token"),
        trips("private-keys", g -> g.file("/srv/wide.pem", wide(RSA)), "/srv/wide.pem: a private key (PRIVATE KEY)"),
        passes("a program outside the folders of packages", g -> g.file("/opt/tool",
            ("\177ELF\2\1\1" + "\0\3\4 text " + GITHUB + "\1\2\3\4\5\6\7").repeat(20))),
        passes("settings without a secret", g -> g.file("/etc/environment", "TOKEN=$OTHER_VALUE\nSECRET_FILE=x\n# API_KEY=abcdefgh\n"
            + "PASSWORD_FILE=/run/secret/x\nDB_PASSWORD=\nKEY_PASSWORD=/run/secrets/key\n")
            .file("/usr/share/app/.env", "DB_PASSWORD=example-password\n")
            .file("/root/.docker/config.json", "{\"credsStore\": \"pass\"}")));
  }

  /** As UTF-16 has it, lowest byte first, with its mark. */
  private static String wide(String text) {
    return "\0\0" + text.replaceAll("(?s).", "$0\0");
  }

  private static SealedGuest shipped(SealedGuest guest) {
    try {
      guest.file("/usr/share/doc/a/example.key", RSA);
      byte[] key = Files.readAllBytes(guest.at("/usr/share/doc/a/example.key"));
      String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(key));
      return guest.file("/var/lib/dpkg/info/a.md5sums", md5 + "  usr/share/doc/a/example.key\n");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A kernel's headers have a list longer than any configuration; read again for each key, it is longer than all an audit reads of it. */
  @Test
  void keysOfPackagesAreKnownHoweverLongTheirListsAre() throws Exception {
    SealedGuest guest = new SealedGuest(temp);
    StringBuilder list = new StringBuilder("0123456789abcdef0123456789abcdef  usr/src/a/b.h\n".repeat(30_000));
    for (int n = 0; n < 70; n++) {
      guest.file("/usr/share/doc/a/" + n + ".key", "key " + n + "\n" + RSA);
      byte[] key = Files.readAllBytes(guest.at("/usr/share/doc/a/" + n + ".key"));
      list.append(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(key))).append("  usr/share/doc/a/" + n + ".key\n");
    }
    guest.file("/var/lib/dpkg/info/a.md5sums", list.toString());
    assertThat(guest.audit().results()).allMatch(r -> r.violations().isEmpty());
    guest.append("/usr/share/doc/a/7.key", "x");
    assertThat(guest.audit().results().stream().flatMap(r -> r.violations().stream()).map(Violation::path))
        .containsExactly("/usr/share/doc/a/7.key");
    guest.removeLinks();
  }

  @Test
  void noFindingQuotesTheSecret() {
    SealedGuest guest = new SealedGuest(temp);
    guest.file("/root/.bash_history", "curl -H 'Authorization: Bearer abcdefgh1234' https://me:hunter22@a.example\n"
        + "export MY_TOKEN=" + GITHUB + "\n");
    guest.file("/etc/environment", "AWS_SECRET_ACCESS_KEY=" + AWS_SECRET + "\n");
    String text = guest.audit().problem("disk.qcow2").orElseThrow().text();
    assertThat(text).contains("[tokens] /root/.bash_history: a URL with a password", "[tokens] /root/.bash_history: MY_TOKEN is set",
        "[tokens] /root/.bash_history: an Authorization header", "[cloud-credentials] /etc/environment: AWS_SECRET_ACCESS_KEY is set",
        "[shell-history]");
    assertThat(text).doesNotContain("hunter22", GITHUB, "abcdefgh1234", AWS_SECRET);
  }

  @Test
  void whatIsBeyondTheBoundsIsTold() throws Exception {
    SealedGuest guest = new SealedGuest(temp);
    for (int n = 0; n < 200; n++) {
      guest.file("/srv/" + n, RSA);
    }
    assertThat(SecretScan.of(temp, "", new SecretScan.Limits(100, 1 << 30)).troubles()).anyMatch(
        t -> t.seen().equals("not searched to its end: the audit has searched 100 names already"));
    assertThat(SecretScan.of(temp, "", new SecretScan.Limits(100_000, 2000)).troubles()).anyMatch(
        t -> t.seen().equals("not searched: the audit has searched 2000 bytes already"));
    assertThat(SecretScan.of(temp, "", SecretScan.Limits.DEFAULT).troubles()).isEmpty();
    assertThat(SecretScan.of(temp, "", SecretScan.Limits.DEFAULT).found()).hasSize(200);
  }

  @Test
  void aDiskOfAnUnknownBuildIsHeldAgainstEveryRule() {
    SealedGuest guest = new SealedGuest(temp);
    assertThat(Audit.run(guest.root(), AuditedBuild.unknown(), List.of()).results()).allMatch(r -> r.outcome() == Outcome.PASSED);
    guest.remove("/etc/release").file("/etc/os-release", "ID=debian\n");
    assertThat(Audit.run(guest.root(), AuditedBuild.unknown(), List.of()).results()).filteredOn(r -> r.outcome() == Outcome.FAILED)
        .flatMap(RuleResult::violations).extracting(v -> v.path() + ": " + v.seen())
        .containsExactly("/etc/release: missing", "/etc/os-release: no IMAGE_ID", "/etc/os-release: no IMAGE_VERSION");
    guest.removeLinks();
  }
}
