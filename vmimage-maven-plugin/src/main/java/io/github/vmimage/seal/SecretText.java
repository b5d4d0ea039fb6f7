package io.github.vmimage.seal;

import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the secrets in a piece of one file of a guest. What it tells never quotes them. */
final class SecretText {

  /** Which rule a secret breaks. */
  enum Kind { BUILD_KEY, PRIVATE_KEY, CLOUD, TOKEN }

  /** A secret, in words. */
  record Secret(Kind kind, String seen) {}

  /** Belongs to packages, which have no secret of the build; keys are looked for there too. */
  private static final List<String> PACKAGED = List.of("/usr/", "/lib/", "/lib32/", "/lib64/", "/libx32/", "/bin/", "/sbin/", "/boot/",
      "/var/lib/dpkg/", "/var/lib/rpm/", "/var/lib/apt/");
  private static final Pattern SETTINGS = Pattern.compile("(?s)/etc/(environment|environment\\.d/.*|profile|profile\\.d/.*|default/.*|"
      + "sysconfig/.*|systemd/.*|bash\\.bashrc|bashrc|zsh/.*|crontab|cron\\.[a-z]*/.*|apt/auth\\.conf.*|rc\\.local)"
      + "|.*/(\\.env(\\..*)?|[^/]*\\.env|environment|\\.(bashrc|bash_profile|bash_login|bash_aliases|profile|zshrc|zshenv|zprofile|"
      + "pam_environment|netrc|git-credentials|npmrc|pypirc|gitconfig|curlrc|wgetrc|my\\.cnf|s3cfg|boto)"
      + "|\\.[a-z_]*history|\\.zhistory|\\.histfile|fish_history)");

  private static final Pattern AWS_ID = Pattern.compile("(?<![A-Za-z0-9])A[KS]IA[A-Z2-7]{16}(?![A-Za-z0-9])");
  private static final Pattern AWS_SECRET = Pattern.compile("(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])");
  private static final Pattern GCP = Pattern.compile("\"type\"\\s{0,9}:\\s{0,9}\"(service_account|authorized_user|external_account)\"");
  private static final Pattern AZURE = Pattern.compile("(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{42,86}={1,2}");
  private static final Pattern CLOUD_FILE = Pattern.compile("(?s).*/(\\.azure/(accessTokens\\.json|msal_token_cache\\.(json|bin)|"
      + "service_principal_entries\\.(json|bin))|\\.config/gcloud/(credentials\\.db|access_tokens\\.db|legacy_credentials/.*)|"
      + "\\.aws/(sso|cli)/cache/.*)");
  private static final Pattern CLOUD_NAME = Pattern.compile("(?i)(?:aws|azure|arm|google|gs|gcp|gcloud|os|do|hcloud|digitalocean|linode)_.*");
  private static final Pattern ASSIGNED = Pattern.compile("(?im)(?<![A-Za-z0-9])([A-Z0-9_.-]{0,64}?(?:TOKEN|SECRET|PASSWORD|PASSWD|"
      + "API_?KEY|ACCESS_?KEY|SECRET_KEY|PRIVATE_?KEY|CREDENTIALS?))[\"']?[ \\t]{0,3}[=:][ \\t]{0,3}[\"']?([^\\s\"'$`;<>(){}*]{6,512})");
  private static final Pattern SHAPES = Pattern.compile("(?<![A-Za-z0-9_-])(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22}|"
      + "glpat-[A-Za-z0-9_-]{20}|xox[abprs]-[A-Za-z0-9-]{10}|npm_[A-Za-z0-9]{36}|hv[bs]\\.[A-Za-z0-9_-]{20}|sk_live_[A-Za-z0-9]{16}|"
      + "dckr_pat_[A-Za-z0-9_-]{20}|pypi-AgE[A-Za-z0-9_-]{20}|eyJ[A-Za-z0-9_-]{10,999}\\.eyJ[A-Za-z0-9_-]{10,999}\\.[A-Za-z0-9_-]{10})");
  /** What each of these shapes begins with: a plain search is many times faster than the pattern. */
  private static final List<String> SHAPE_STARTS = List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xoxa-",
      "xoxb-", "xoxp-", "xoxr-", "xoxs-", "npm_", "hvs.", "hvb.", "sk_live_", "dckr_pat_", "pypi-AgE", "eyJ");
  private static final Pattern IN_URL = Pattern.compile("[a-z]://[^/\\s:@\"']{1,64}:[^/\\s@$\"']{3,128}@[A-Za-z0-9]");
  private static final Pattern BEARER = Pattern.compile("(?i)authorization:\\s{0,3}(bearer|basic|token)\\s+[A-Za-z0-9._~+/=-]{8}");
  private static final Pattern LOGIN_FILE = Pattern.compile("(?s).*/(\\.netrc|\\.pypirc|auth\\.conf(\\.d/.*)?|\\.my\\.cnf)");
  private static final Pattern LOGIN = Pattern.compile("(?im)(?:^|\\s)password[\\s=:]+\\S{3}");
  private static final Pattern STORE = Pattern.compile("(?s).*/(\\.docker/config\\.json|containers/auth\\.json|\\.kube/config|"
      + "\\.config/gh/hosts\\.yml|\\.terraform\\.d/credentials\\.tfrc\\.json|\\.config/op/config|\\.npmrc|\\.cargo/credentials(\\.toml)?)");
  private static final Pattern STORED = Pattern.compile("(?i)(\"?auth\"?|identitytoken|(oauth_|_auth)?token|client-key-data|password)\"?"
      + "\\s{0,9}[=:]\\s{0,9}[\"']?[A-Za-z0-9+/=._-]{8}");
  private static final Pattern ONLY_SECRET = Pattern.compile("(?s).*/(\\.vault-token|\\.pgpass)");

  private final String publicKey;
  private final byte[] publicBytes;

  /** With the line of this build's public key, or an empty text. */
  SecretText(String publicKeyLine) {
    String[] fields = publicKeyLine.strip().split("\\s+");
    publicKey = fields.length > 1 ? fields[1] : "";
    byte[] blob = Base64.getMimeDecoder().decode(publicKey);
    // The blob names its algorithm first; what is never the same twice is its end.
    publicBytes = java.util.Arrays.copyOfRange(blob, Math.max(0, blob.length - 32), blob.length);
  }

  /** Whether a path is in a folder that belongs to packages. */
  static boolean isPackaged(String path) {
    return PACKAGED.stream().anyMatch(path::startsWith) && !path.startsWith("/usr/local/");
  }

  /** What is in a piece of a file, one character a byte; each kind and wording once. */
  Set<Secret> of(String path, String piece) {
    Set<Secret> found = new LinkedHashSet<>();
    boolean readable = TextPiece.isText(piece);
    // A key in a program is none: the zeros around it stay.
    String text = readable ? TextPiece.of(piece) : piece;
    List<PrivateKeys.Key> keys = PrivateKeys.in(text);
    if (!publicKey.isEmpty()) {
      if (text.contains(publicKey)) {
        found.add(new Secret(Kind.BUILD_KEY, "the public key of this build"));
      }
      if (keys.removeIf(key -> key.belongsTo(publicBytes))) {
        found.add(new Secret(Kind.BUILD_KEY, "the private key of this build"));
      }
    }
    if (!isPackaged(path)) {
      if (CLOUD_FILE.matcher(path).matches()) {
        found.add(new Secret(Kind.CLOUD, "a file in which a cloud's command line keeps tokens"));
      }
      if (readable) {
        cloud(path, text, found);
        tokens(path, text, found);
      }
    }
    // A service account's file holds its key; that is one secret.
    if (found.stream().noneMatch(s -> s.kind() == Kind.CLOUD)) {
      keys.forEach(key -> found.add(new Secret(Kind.PRIVATE_KEY, key.describe())));
    }
    return found;
  }

  private static void cloud(String path, String text, Set<Secret> found) {
    if (text.contains("KIA") || text.contains("SIA")) {
      Matcher id = AWS_ID.matcher(text);
      while (id.find()) {
        if (!id.group().endsWith("EXAMPLE") && AWS_SECRET.matcher(text).find()) {
          found.add(new Secret(Kind.CLOUD, "an AWS access key and its secret"));
          break;
        }
      }
    }
    if (text.contains("\"type\"") && (text.contains("\"private_key\"") || text.contains("\"refresh_token\""))) {
      Matcher account = GCP.matcher(text);
      if (account.find()) {
        found.add(new Secret(Kind.CLOUD, "Google Cloud credentials (" + account.group(1) + ")"));
      }
    }
    if (text.contains("AccessKey=") || text.contains("AccountKey=")) {
      Matcher key = AZURE.matcher(text);
      if (key.find()) {
        found.add(new Secret(Kind.CLOUD, "an Azure connection string with its key"));
      }
    }
    if (path.endsWith("/.aws/credentials") || path.endsWith("/.aws/config")) {
      assigned(text, found);
    }
  }

  private static void tokens(String path, String text, Set<Secret> found) {
    if (SHAPE_STARTS.stream().anyMatch(text::contains) && SHAPES.matcher(text).find()) {
      found.add(new Secret(Kind.TOKEN, "an access token"));
    }
    if (SETTINGS.matcher(path).matches()) {
      assigned(text, found);
      if (IN_URL.matcher(text).find()) {
        found.add(new Secret(Kind.TOKEN, "a URL with a password"));
      }
      if (BEARER.matcher(text).find()) {
        found.add(new Secret(Kind.TOKEN, "an Authorization header"));
      }
    }
    if (LOGIN_FILE.matcher(path).matches() && LOGIN.matcher(text).find()) {
      found.add(new Secret(Kind.TOKEN, "a password"));
    }
    if (STORE.matcher(path).matches() && STORED.matcher(text).find() || ONLY_SECRET.matcher(path).matches() && !text.isBlank()) {
      found.add(new Secret(Kind.TOKEN, "stored credentials"));
    }
  }

  /** Names of variables are told, so that a person finds the line; never what they are set to. */
  private static void assigned(String text, Set<Secret> found) {
    Matcher assigned = ASSIGNED.matcher(text);
    while (assigned.find() && found.size() < Inspection.SHOWN) {
      String value = assigned.group(2);
      boolean comment = text.lastIndexOf('#', assigned.start()) > text.lastIndexOf('\n', assigned.start());
      if (!comment && !value.startsWith("/") && !value.matches("(?i)(true|false|yes|no|none|null|sha\\d+|ask.*|prohibit.*)")) {
        boolean cloud = CLOUD_NAME.matcher(assigned.group(1)).matches();
        found.add(new Secret(cloud ? Kind.CLOUD : Kind.TOKEN, assigned.group(1) + " is set"));
      }
    }
  }
}
