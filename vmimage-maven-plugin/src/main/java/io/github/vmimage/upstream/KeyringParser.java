package io.github.vmimage.upstream;

import io.github.vmimage.report.Problems;
import io.github.vmimage.signature.Keyring;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks a {@code <keyring>} and the {@code <fingerprints>} beside it. */
final class KeyringParser {
  private final Path base;
  private final Problems problems;

  KeyringParser(Path base, Problems problems) {
    this.base = base;
    this.problems = problems;
  }

  /**
   * Keys of the project.
   *
   * @param file absolute
   * @param fingerprints those that are pinned, capital hexadecimal digits; may be empty
   */
  record Keys(Path file, List<String> fingerprints) {}

  /**
   * Checks both elements; the file is read.
   *
   * @param value of {@code <keyring>}
   * @param fingerprints of {@code <fingerprints>}
   * @param place of the element around them
   * @return null when something is wrong; the problems then tell what
   */
  Keys parse(String value, List<String> fingerprints, String place) {
    int before = problems.size();
    List<String> wanted = fingerprints(fingerprints, place + "<fingerprints>", problems);
    Keyring[] keyring = new Keyring[1];
    Path file = file(value, place + "<keyring>", keyring);
    if (keyring[0] != null) {
      List<String> held = keyring[0].fingerprints();
      wanted.stream().filter(f -> !held.contains(f)).forEach(f -> problems.add(keyring[0].kindPassedOver(f)
          .map(kind -> DeclarationProblems.fingerprintOfUnknownKind(place + "<fingerprints>", f, kind))
          .orElseGet(() -> DeclarationProblems.fingerprintNotInKeyring(place + "<fingerprints>", f, held))));
    }
    return problems.size() > before ? null : new Keys(file, wanted);
  }

  private Path file(String value, String place, Keyring[] keyring) {
    if (UpstreamParser.isAbsent(value)) {
      problems.add(DeclarationProblems.noKeyring(place));
      return null;
    }
    try {
      Path file = base.resolve(value.strip()).toAbsolutePath().normalize();
      if (!Files.isRegularFile(file)) {
        problems.add(DeclarationProblems.absentKeyring(place, value.strip()));
        return null;
      }
      problems.collect(() -> keyring[0] = Keyring.read(file));
      return file;
    } catch (InvalidPathException e) {
      problems.add(DeclarationProblems.keyringIsNoPath(place, value.strip()));
      return null;
    }
  }

  /**
   * Checks fingerprints.
   *
   * @param values as written, with or without blanks; null for none
   * @param place of the element around them
   * @param problems gets what is wrong
   * @return capital hexadecimal digits, sorted, each once
   */
  static List<String> fingerprints(List<String> values, String place, Problems problems) {
    List<String> parsed = new ArrayList<>();
    int number = 0;
    for (String value : values == null ? List.<String>of() : values) {
      number++;
      String plain = value.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
      if (!plain.matches("[0-9A-F]{40}|[0-9A-F]{64}")) {
        problems.add(DeclarationProblems.badFingerprint(place + "<fingerprint[" + number + "]>", value.strip()));
      } else {
        parsed.add(plain);
      }
    }
    return parsed.stream().distinct().sorted().toList();
  }
}
