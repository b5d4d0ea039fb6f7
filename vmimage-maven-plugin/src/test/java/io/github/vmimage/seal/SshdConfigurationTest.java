package io.github.vmimage.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.seal.SshdConfiguration.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What we read of a configuration is what {@code sshd -T} of this machine says that it reads. */
@Timeout(120)
class SshdConfigurationTest {
  private static final List<String> KEYWORDS = List.of("AuthorizedKeysFile", "PermitRootLogin", "PasswordAuthentication",
      "PermitEmptyPasswords", "TrustedUserCAKeys", "AuthorizedPrincipalsFile");
  private static final Map<String, String> DEFAULTS = Map.of("authorizedkeysfile", ".ssh/authorized_keys .ssh/authorized_keys2",
      "permitrootlogin", "without-password", "passwordauthentication", "yes", "permitemptypasswords", "no", "trustedusercakeys", "none",
      "authorizedprincipalsfile", "none");

  private static final Set<String> FOR_ROOT = Set.of("all", "User root");

  @TempDir
  Path temp;
  private final Random random = new Random(20_261_130);

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String line() {
    String keyword = KEYWORDS.get(random.nextInt(KEYWORDS.size()));
    String value = switch (keyword) {
      case "AuthorizedKeysFile" -> pick("/k/%u", ".keys /a/%u", "\"/a b/%h\" .k", "none", "/k/a\\ b", "'/x y' /z # more", "/100%%");
      case "TrustedUserCAKeys", "AuthorizedPrincipalsFile" -> pick("/ca/one", "none", "\"/ca/two\"", "/ca/three # why");
      case "PermitRootLogin" -> pick("yes", "no", "\"yes\"", "prohibit-password");
      default -> pick("yes", "no", "\"no\"");
    };
    return pick("", "  ", "\t", "# ") + pick(keyword, keyword.toLowerCase(Locale.ROOT), keyword) + pick(" ", "=", " = ", "\t", "  ")
        + value + pick("", " ", "\r") + "\n";
  }

  private String text(int includes) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(6); n >= 0; n--) {
      text.append(line());
      if (includes > 0 && random.nextInt(3) == 0) {
        text.append("Include ").append(pick(temp + "/d/*.conf", temp + "/d/[ab]*", temp + "/d/?.conf " + temp + "/none",
            "\"" + temp + "/d/c.conf\"")).append('\n');
      }
      if (random.nextInt(5) == 0) {
        text.append(pick("Match all\n", "Match User root\n", "Match User other\n"));
      }
    }
    return text.toString();
  }

  @Test
  void sshdReadsTheSame() throws Exception {
    Path key = temp.resolve("host");
    assertThat(run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())).isEmpty();
    Files.createDirectory(temp.resolve("d"));
    for (int n = 0; n < 60; n++) {
      for (String name : List.of("a.conf", "b.conf", "c.conf", ".hidden.conf")) {
        Files.writeString(temp.resolve("d").resolve(name), text(0));
      }
      Path main = Files.writeString(temp.resolve("sshd_config"), "HostKey " + key + "\n" + text(2));
      String told = run(sshd().toString(), "-T", "-f", main.toString(), "-C", "user=root,host=h,addr=192.0.2.1");
      Map<String, String> theirs = told.lines().filter(line -> DEFAULTS.containsKey(line.split(" ", 2)[0]))
          .collect(Collectors.toMap(line -> line.split(" ", 2)[0], line -> line.split(" ", 2)[1]));
      assertThat(theirs).as(told + Files.readString(main)).hasSameSizeAs(DEFAULTS);
      assertThat(ours(main)).as(everything(main)).isEqualTo(theirs);
    }
  }

  /** This machine's, or the one that {@code ./verify} has unpacked. */
  private static Path sshd() {
    Path installed = Path.of("/usr/sbin/sshd");
    return Files.exists(installed) ? installed : Path.of("../target/openssh-server/usr/sbin/sshd").toAbsolutePath().normalize();
  }

  /** For root, as sshd decides: first what is behind a Match, in all files, then the rest. */
  private Map<String, String> ours(Path main) {
    SshdConfiguration read = SshdConfiguration.of(new GuestTree(Path.of("/")), main.toString());
    return KEYWORDS.stream().collect(Collectors.toMap(k -> k.toLowerCase(Locale.ROOT), k ->
        read.all(k).filter(s -> !s.isGlobal() && FOR_ROOT.containsAll(s.conditions())).findFirst()
            .or(() -> read.all(k).filter(Setting::isGlobal).findFirst())
            .map(SshdConfigurationTest::told).orElse(DEFAULTS.get(k.toLowerCase(Locale.ROOT)))));
  }

  private static String told(Setting setting) {
    String value = String.join(" ", setting.is("AuthorizedKeysFile") ? setting.values() : List.of(setting.value()));
    return value.equals("prohibit-password") ? "without-password" : value;
  }

  private String everything(Path main) throws IOException {
    StringBuilder all = new StringBuilder(Files.readString(main));
    for (String name : List.of("a.conf", "b.conf", "c.conf")) {
      all.append("--- ").append(name).append('\n').append(Files.readString(temp.resolve("d").resolve(name)));
    }
    return all.toString();
  }

  private String run(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    if (System.getProperty("user.name").equals("root")) {
      // To root, sshd says nothing without the folder that its service makes, and the user that its package makes.
      words.addAll(0, List.of("unshare", "--mount", "--propagation", "private", "sh", "-c",
          "mount -t tmpfs -o mode=755 tmpfs /run && mkdir /run/sshd && { cat /etc/passwd; echo sshd:x:65533:65534::/run/sshd:/bin/false; } "
              + ">/run/passwd && mount --bind /run/passwd /etc/passwd && exec \"$@\"", "sh"));
    }
    Process process = new ProcessBuilder(words).redirectErrorStream(true).directory(temp.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
