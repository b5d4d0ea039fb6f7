package io.github.vmimage.lint;

import java.util.regex.Pattern;

/** Tells a secret that is written down. It never gives the secret back: a finding says where, not what. */
public final class SecretText {
  private static final Pattern NAME = Pattern.compile("(?i)(^|.*[_.-])(password|passwd|passphrase|secret_?key|secret_?access_?key"
      + "|client_?secret|api_?key|token)");
  /** Settings about a password, not passwords. */
  private static final Pattern ABOUT = Pattern.compile("(?i)(update|expire|generate|allow|disable|lock|require)_.*");
  private static final Pattern KEY = Pattern.compile("-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----");
  /** AWS, GitHub, GitLab and Slack give their tokens a shape of their own; a URL may hold a password before its host. */
  private static final Pattern TOKEN = Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{36}|\\bgithub_pat_\\w{40}"
      + "|\\bglpat-[\\w-]{20}|\\bxox[abprs]-[\\w-]{10}|://[^/\\s:@{}$<]{1,100}:[^/\\s:@{}$<]{1,200}@");
  /** Not a secret: a word that switches, a locked account, a file, a value that is put in later. */
  private static final Pattern HARMLESS = Pattern.compile("(?is)|true|false|yes|no|on|off|none|null|read|write|[!*x]+|[~.]{0,2}/.*"
      + "|.*\\{\\{.*|<.*>|\\$\\{?\\w.*\\}|\\$[A-Z_]+");

  private SecretText() {}

  /**
   * Looks at a value and its name.
   *
   * @param name the name that it is given
   * @param text the value as it stands in the file
   * @return whether the name promises a secret and the value is one
   */
  public static boolean isNamed(String name, String text) {
    return NAME.matcher(name).matches() && !ABOUT.matcher(name).matches() && !HARMLESS.matcher(text.strip()).matches();
  }

  /**
   * Looks at a text alone.
   *
   * @param text as it stands in the file
   * @return whether a private key, a token of a known shape, or a password in a URL is in it
   */
  public static boolean isIn(String text) {
    return KEY.matcher(text).find() || TOKEN.matcher(text).find();
  }
}
