package io.github.vmimage.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real GnuPG with a home of its own, so that our verdicts are tested on what others make. */
public final class Gpg implements AutoCloseable {
  private final Path home;

  public Gpg(Path folder) throws IOException {
    home = Files.createTempDirectory(folder, "gpg", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Makes a key that signs and returns its fingerprint. Options come before the command. */
  public String key(String name, String algorithm, String expire, String... options) {
    gpg(null, options, "--quick-generate-key", name, algorithm, "cert,sign", expire);
    return fingerprint(name);
  }

  /** Adds a signing subkey. */
  public void subkey(String fingerprint, String algorithm, String expire, String... options) {
    gpg(null, options, "--quick-add-key", fingerprint, algorithm, "sign", expire);
  }

  /** Gives a key an end. */
  public void expire(String fingerprint, String end, String... options) {
    gpg(null, options, "--quick-set-expire", fingerprint, end);
  }

  public void revoke(String fingerprint) throws IOException {
    gpg(revocation(fingerprint), new String[0], "--import");
  }

  private String fingerprint(String name) {
    String colons = new String(gpg(null, new String[0], "--with-colons", "--list-keys", name), StandardCharsets.UTF_8);
    return colons.lines().filter(l -> l.startsWith("fpr:")).map(l -> l.split(":")[9]).findFirst().orElseThrow();
  }

  /** Signs with options such as {@code --local-user NAME}. */
  public byte[] clearSign(String text, String... options) {
    return gpg(text.getBytes(StandardCharsets.UTF_8), options, "--clear-sign");
  }

  public byte[] run(byte[] input, String... arguments) {
    return gpg(input, new String[0], arguments);
  }

  public byte[] export(String... fingerprints) {
    return gpg(null, new String[] {"--export"}, fingerprints);
  }

  public byte[] exportArmoured(String... fingerprints) {
    return gpg(null, new String[] {"--armor", "--export"}, fingerprints);
  }

  /** Not encrypted, since no key here has a passphrase. */
  public byte[] exportSecret(String fingerprint) {
    return gpg(null, new String[0], "--export-secret-keys", fingerprint);
  }

  /** What a GnuPG without any other key says of a detached signature once it has imported a keyring: {@code GOODSIG} and the like. */
  public static String verdict(Path folder, byte[] keyring, byte[] signature, byte[] file) throws IOException {
    try (Gpg other = new Gpg(folder)) {
      other.attempt(keyring, "--import");
      Path content = Files.write(Files.createTempFile(folder, "signed", ""), file);
      String status = other.attempt(signature, "--status-fd", "1", "--verify", "-", content.toString());
      return status.lines().filter(l -> l.matches("\\[GNUPG:] (GOOD|BAD|EXP|EXPKEY|REVKEY|ERR)SIG .*")).map(l -> l.split(" ")[1])
          .findFirst().orElse("nothing");
    }
  }

  /** What it prints, however it ends. */
  private String attempt(byte[] input, String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--quiet", "--yes", "--no-tty",
        "--no-auto-check-trustdb", "--trust-model", "always"));
    line.addAll(List.of(command));
    Path out = Files.createTempFile(home, "out", "");
    Process process = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var in = process.getOutputStream()) {
      in.write(input);
    }
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("no end: " + line);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Files.readString(out);
  }

  /** Answers what the editor of keys asks. */
  public void commands(String fingerprint, String... answers) {
    gpg((String.join("\n", answers) + "\n").getBytes(StandardCharsets.UTF_8), new String[] {"--command-fd", "0"}, "--edit-key",
        fingerprint);
  }

  /** The revocation that GnuPG made with the key, armoured. */
  public byte[] revocation(String fingerprint) throws IOException {
    return Files.readString(home.resolve("openpgp-revocs.d").resolve(fingerprint + ".rev")).replace(":-----BEGIN", "-----BEGIN")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Whether gpgv ends with 0. */
  public static boolean gpgvAccepts(Path keyring, Path file) {
    return exit(List.of("gpgv", "--keyring", keyring.toAbsolutePath().toString(), file.toString())) == 0;
  }

  /** The same for a detached signature. */
  public static boolean gpgvAccepts(Path keyring, Path signature, Path file) {
    return exit(List.of("gpgv", "--keyring", keyring.toAbsolutePath().toString(), signature.toString(), file.toString())) == 0;
  }

  private byte[] gpg(byte[] input, String[] options, String... command) {
    List<String> line = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--quiet", "--yes", "--no-tty",
        "--pinentry-mode", "loopback", "--passphrase", "", "--no-auto-check-trustdb", "--trust-model", "always"));
    line.addAll(List.of(options));
    line.addAll(List.of(command));
    try {
      Path out = Files.createTempFile(home, "out", "");
      Path err = Files.createTempFile(home, "err", "");
      Process process = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      try (var in = process.getOutputStream()) {
        in.write(input == null ? new byte[0] : input);
      }
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(line + "\n" + Files.readString(err));
      }
      return Files.readAllBytes(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int exit(List<String> line) {
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("no end: " + line);
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the agent that gpg started in this home. */
  @Override
  public void close() {
    exit(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
  }
}
