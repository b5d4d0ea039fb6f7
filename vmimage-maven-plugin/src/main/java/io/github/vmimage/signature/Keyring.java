package io.github.vmimage.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;

/** The public keys that a project trusts to sign an archive or a list of digests. */
public final class Keyring {
  /** The keyrings of whole distributions have some tens of kilobytes. */
  static final int MAX_BYTES = 8 * 1024 * 1024;

  private final List<OpenPGPCertificate> certificates;

  private Keyring(List<OpenPGPCertificate> certificates) {
    this.certificates = List.copyOf(certificates);
  }

  /**
   * Reads a keyring.
   *
   * @param file armoured or binary, with one or more keys, at most 8 MiB
   * @return its keys, at least one
   * @throws io.github.vmimage.report.ProblemException for a file that is none
   */
  public static Keyring read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw SignatureProblems.unusableKeyring(file, Files.size(file) + " bytes").asException();
      }
      byte[] bytes = Files.readAllBytes(file);
      if (isKeybox(bytes)) {
        throw SignatureProblems.unusableKeyring(file, "a keybox of GnuPG, not exported keys").asException();
      }
      List<OpenPGPCertificate> certificates = parse(bytes);
      if (certificates.isEmpty()) {
        throw SignatureProblems.unusableKeyring(file, "no key").asException();
      }
      return new Keyring(certificates);
    } catch (IOException e) {
      throw SignatureProblems.unusableKeyring(file, e.toString()).because(e);
    }
  }

  /**
   * Reads keys that somebody else published.
   *
   * @param bytes armoured or binary
   * @return nothing where the bytes are no keys
   */
  public static Optional<Keyring> of(byte[] bytes) {
    try {
      return Optional.of(new Keyring(parse(bytes))).filter(k -> !k.certificates.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * All keys of both.
   *
   * @param other another keyring
   * @return one keyring
   */
  public Keyring and(Keyring other) {
    List<OpenPGPCertificate> both = new ArrayList<>(certificates);
    both.addAll(other.certificates);
    return new Keyring(both);
  }

  private static boolean isKeybox(byte[] bytes) {
    return bytes.length >= 12 && new String(bytes, 8, 4, StandardCharsets.ISO_8859_1).equals("KBXf");
  }

  private static List<OpenPGPCertificate> parse(byte[] bytes) throws IOException {
    try {
      return bytes.length == 0 ? List.of() : new OpenPGPKeyReader().parseCertificates(bytes);
    } catch (RuntimeException e) {
      // The parser meets garbage with all kinds of exceptions.
      throw new IOException("not OpenPGP: " + e.getMessage(), e);
    }
  }

  /** The key that an identifier names: a primary key or a subkey, or null where there is none. */
  OpenPGPCertificate.OpenPGPComponentKey find(KeyIdentifier identifier) {
    return certificates.stream().map(c -> c.getKey(identifier)).filter(k -> k != null).findFirst().orElse(null);
  }

  /**
   * The same with fewer keys.
   *
   * @param fingerprints of the primary keys to keep, capital hexadecimal digits; an empty list keeps all
   * @return the keys of both
   */
  public Keyring only(List<String> fingerprints) {
    return fingerprints.isEmpty() ? this
        : new Keyring(certificates.stream().filter(c -> fingerprints.contains(fingerprint(c))).toList());
  }

  /** {@return fingerprints of the primary keys, capital hexadecimal digits} */
  public List<String> fingerprints() {
    List<String> all = new ArrayList<>();
    certificates.forEach(c -> all.add(fingerprint(c)));
    return all;
  }

  static String fingerprint(OpenPGPCertificate certificate) {
    return HexFormat.of().withUpperCase().formatHex(certificate.getFingerprint());
  }

  /** {@return all keys in binary form, which every OpenPGP program reads, whatever the file's name} */
  public byte[] binary() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (OpenPGPCertificate certificate : certificates) {
        all.write(certificate.getPGPPublicKeyRing().getEncoded());
      }
    } catch (IOException e) {
      throw new IllegalStateException("nothing can break while writing to memory", e);
    }
    return all.toByteArray();
  }
}
