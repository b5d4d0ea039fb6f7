package io.github.vmimage.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real {@code sq}, which keeps keys in files of their own. */
public final class Sequoia {
  private final Path folder;

  public Sequoia(Path folder) throws IOException {
    this.folder = Files.createTempDirectory(folder, "sq");
  }

  /** Makes a key whose signing subkey signs, and returns its file. */
  public Path key(String name, String suite, String... options) {
    Path key = folder.resolve(name + ".key");
    run(Stream.concat(Stream.of("sq", "key", "generate", "--userid", name + "@example.org", "--cipher-suite", suite, "--export",
        key.toString()), Stream.of(options)).toList());
    return key;
  }

  /** The public part, binary. */
  public byte[] cert(Path key) {
    return written(out -> List.of("sq", "key", "extract-cert", "--binary", "--output", out, key.toString()));
  }

  /** Signs with options such as {@code --detached}, {@code --binary} and {@code --cleartext-signature}. */
  public byte[] sign(Path key, byte[] content, String... options) {
    Path file = write(content);
    return written(out -> Stream.concat(Stream.of("sq", "sign", "--signer-key", key.toString(), "--output", out),
        Stream.concat(Stream.of(options), Stream.of(file.toString()))).toList());
  }

  /** A statement that a key is no longer to be used, binary; the reason is one of {@code sq}'s. */
  public byte[] revocation(Path key, String reason, String time) {
    return printed(List.of("sq", "revoke", "certificate", "--binary", "--time", time, "--certificate", key.toString(), reason, "gone"));
  }

  /** The certificate with a subkey's revocation in it, binary. */
  public byte[] revokedSubkey(Path key, String subkey, String reason, String time) {
    Path revoked = write(printed(List.of("sq", "revoke", "subkey", "--binary", "--time", time, "--certificate", key.toString(), subkey,
        reason, "gone")));
    return cert(write(printed(List.of("sq", "keyring", "merge", "--binary", key.toString(), revoked.toString()))));
  }

  /** Puts a key of another program's, not encrypted, beside those made here. */
  public Path imported(String name, byte[] secret) {
    try {
      return Files.write(folder.resolve(name + ".key"), secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether {@code sqv} ends with 0. */
  public static boolean sqvAccepts(Path keyring, Path signature, Path file) {
    return exit(List.of("sqv", "--keyring", keyring.toString(), signature.toString(), file.toString())) == 0;
  }

  /** Whether {@code sq verify} ends with 0; sqv knows detached signatures only. */
  public static boolean sqAccepts(Path keyring, Path clearSigned) {
    return exit(List.of("sq", "verify", "--signer-cert", keyring.toString(), clearSigned.toString())) == 0;
  }

  private interface Command {
    List<String> writing(String out);
  }

  private byte[] written(Command command) {
    try {
      Path out = folder.resolve("out" + System.nanoTime());
      run(command.writing(out.toString()));
      return Files.readAllBytes(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] printed(List<String> line) {
    try {
      Path out = Files.createTempFile(folder, "out", "");
      Process process = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(String.join(" ", line));
      }
      return Files.readAllBytes(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path write(byte[] content) {
    try {
      return Files.write(Files.createTempFile(folder, "in", ""), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(List<String> line) {
    if (exit(line) != 0) {
      throw new IllegalStateException(String.join(" ", line));
    }
  }

  private static int exit(List<String> line) {
    try {
      Process process = new ProcessBuilder(new ArrayList<>(line)).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
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
}
