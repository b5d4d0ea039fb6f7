package io.github.vmimage.seal;

import io.github.vmimage.seal.SecretText.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** That no secret travels with the image: what is in it, everybody has who has it. */
final class SecretRules {

  static final List<SealRule> RULES = List.of(
      SealRule.error("build-key",
          "The key with which the build logged in may open other machines that were built with it, and shows that the seal missed a copy",
          "Find out which task copied the key, and remove the copy after the last task",
          i -> found(i, Kind.BUILD_KEY)),
      SealRule.error("private-keys",
          "A private key in an image is everybody's who can start or download it",
          "Remove the key, and bring it to each machine at its first boot; a key that is no secret: waive the rule with that reason",
          SecretRules::privateKeys),
      SealRule.error("cloud-credentials",
          "Whoever has the image can act in the cloud account with them",
          "Remove them and revoke them; give machines a role or a managed identity of the cloud instead",
          i -> found(i, Kind.CLOUD)),
      SealRule.error("tokens",
          "Passwords and tokens in environment files, shell histories and stores of tools work for everybody who has the image",
          "Remove and revoke them, and bring secrets to each machine at its first boot",
          i -> found(i, Kind.TOKEN)));

  private SecretRules() {}

  private static void found(Inspection i, Kind kind) {
    SecretScan.Result scan = i.secrets();
    scan.found().stream().filter(f -> f.kind() == kind).forEach(f -> i.violation(f.path(), f.seen()));
    troubles(i);
  }

  /** What was not searched may hold a secret of any kind. */
  private static void troubles(Inspection i) {
    i.secrets().troubles().forEach(t -> i.violation(t.path(), t.seen()));
  }

  private static void privateKeys(Inspection i) {
    List<SecretScan.Found> all = i.secrets().found().stream().filter(f -> f.kind() == Kind.PRIVATE_KEY).toList();
    Set<String> packaged = PackagedFiles.among(i.tree(), all.stream().map(SecretScan.Found::path).toList());
    List<SecretScan.Found> keys = all.stream().filter(f -> !packaged.contains(f.path())).toList();
    if (!keys.isEmpty()) {
      Set<String> ownRule = ownRule(i);
      keys.stream().filter(f -> !ownRule.contains(f.path())).forEach(f -> i.violation(f.path(), f.seen()));
    }
    troubles(i);
  }

  /** What another rule tells, whatever is in it. */
  private static Set<String> ownRule(Inspection i) {
    return Stream.concat(Stream.of("/etc/ssh/ssh_host_*"), Leftovers.all().stream().filter(Leftover::isForWhateverIsInIt).map(Leftover::path))
        .flatMap(pattern -> i.tree().glob(pattern).stream())
        .flatMap(entry -> entry.kind() == GuestEntry.Kind.FOLDER ? i.tree().walk(entry.path()).stream() : Stream.of(entry))
        .map(GuestEntry::path).collect(Collectors.toSet());
  }
}
