package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** That nobody becomes root without a password who has no account in the image. */
final class SudoRules {
  /** Whatever says who may become root: sudo, doas, polkit. */
  private static final List<String> FILES = List.of("/etc/sudoers", "/etc/sudoers.d/*", "/usr/etc/sudoers", "/usr/etc/sudoers.d/*",
      "/etc/doas.conf", "/etc/doas.d/*", "/etc/polkit-1/rules.d/*");
  private static final Pattern INCLUDE = Pattern.compile("\\s*[@#]include(dir)?\\s+\"?(/[^\"\\s]+)\"?\\s*");
  /** Not a group, a netgroup, a number, an alias or a name of a domain: their members are not in the image. */
  private static final Pattern GRANT = Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9._-]*\\$?)\\s+[^#=]*=.*\\bNOPASSWD\\s*:.*");
  private static final Pattern COMMENT = Pattern.compile("\\s*(#[^0-9].*|#|)");

  static final List<SealRule> RULES = List.of(
      SealRule.error("sudo-without-password",
          "Who may become root without a password and has no account belongs to the build; whoever gets the name later gets the right",
          "Remove the line from the sudoers file, or make the account in the image; cloud-init writes a file of its own for the user that it makes",
          SudoRules::withoutAccount));

  private SudoRules() {}

  /** Every file that says who may become root. */
  static Stream<GuestEntry> files(GuestTree tree) {
    Stream<String> included = Stream.of("/etc/sudoers", "/usr/etc/sudoers").flatMap(path -> tree.read(path).lines()).map(INCLUDE::matcher)
        .filter(Matcher::matches).map(m -> m.group(2) + (m.group(1) == null ? "" : "/*"));
    return Stream.concat(FILES.stream(), included.filter(pattern -> !FILES.contains(pattern)))
        .flatMap(pattern -> tree.glob(pattern).stream()).filter(file -> tree.follow(file).kind() != Kind.FOLDER);
  }

  /** The lines that are no comment. */
  static Stream<String> lines(GuestTree tree, GuestEntry file) {
    return tree.read(file).lines().filter(line -> !COMMENT.matcher(line).matches());
  }

  private static void withoutAccount(Inspection i) {
    Set<String> accounts = Accounts.lines(i.tree(), Accounts.PASSWD).stream().map(fields -> fields[0]).collect(Collectors.toSet());
    String cloudInit = Stream.of("/etc/cloud/cloud.cfg", "/etc/cloud/cloud.cfg.d/*").flatMap(pattern -> i.tree().glob(pattern).stream())
        .filter(file -> i.tree().follow(file).kind() != Kind.FOLDER).map(i.tree()::read).collect(Collectors.joining("\n"));
    // What the build's user and cloud-init's file leave, other rules tell.
    files(i.tree()).filter(file -> !file.name().equals("90-cloud-init-users")).forEach(file -> {
      Set<String> aliases = lines(i.tree(), file).filter(line -> line.strip().startsWith("User_Alias"))
          .map(line -> line.strip().split("[\\s=]+")[1]).collect(Collectors.toSet());
      lines(i.tree(), file).map(GRANT::matcher).filter(Matcher::matches).map(m -> m.group(1))
          .filter(name -> !accounts.contains(name) && !aliases.contains(name) && !name.equals(i.buildUser()))
          .filter(name -> !Pattern.compile("(?m)^\\s*(-\\s*)?name:\\s*[\"']?" + Pattern.quote(name) + "[\"']?\\s*$").matcher(cloudInit).find())
          .forEach(name -> i.violation(file.path(), Inspection.quoted(name) + " needs no password, and has no account"));
    });
  }
}
