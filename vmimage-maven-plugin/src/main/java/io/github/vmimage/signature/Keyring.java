package io.github.vmimage.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPPublicKey;

/**
 * The public keys that a project trusts to sign an archive or a list of digests. A file may hold one key several times, as concatenated
 * exports do: what all copies say counts, in whatever order they stand. Keys of an unknown kind are passed over.
 */
public final class Keyring {
  /** The keyrings of whole distributions have some tens of kilobytes. */
  static final int MAX_BYTES = 8 * 1024 * 1024;

  private final List<Certificate> certificates;
  private final Map<String, String> passedOver;

  private Keyring(List<Certificate> certificates, Map<String, String> passedOver) {
    this.certificates = List.copyOf(certificates);
    this.passedOver = Map.copyOf(passedOver);
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
      Keyring keyring = parse(bytes);
      if (keyring.certificates.isEmpty()) {
        throw SignatureProblems.unusableKeyring(file, keyring.passedOver.isEmpty() ? "no key"
            : "only keys of kinds that are not known: " + String.join("; ", keyring.passedOver.values())).asException();
      }
      return keyring;
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
      return Optional.of(parse(bytes)).filter(k -> !k.certificates.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * All keys of both. What one says of a key that the other has, too, counts for both: a revocation above all.
   *
   * @param other another keyring
   * @return one keyring
   */
  public Keyring and(Keyring other) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(binary());
    both.writeBytes(other.binary());
    try {
      // Of both together there is no more to verify than of each, which was within bounds.
      return of(Packet.split(both.toByteArray()), false);
    } catch (IOException e) {
      throw new IllegalStateException("both were read before", e);
    }
  }

  private static Keyring of(List<Packet> packets, boolean bounded) throws IOException {
    KeyringReader reader = new KeyringReader(packets, bounded);
    return new Keyring(List.copyOf(reader.certificates()), reader.passedOver());
  }

  private static boolean isKeybox(byte[] bytes) {
    return bytes.length >= 12 && new String(bytes, 8, 4, StandardCharsets.ISO_8859_1).equals("KBXf");
  }

  private static Keyring parse(byte[] bytes) throws IOException {
    try {
      return of(Armour.isBinary(bytes) ? Packet.split(bytes) : Armour.packets(bytes, Armour.KEYS, true), true);
    } catch (IOException e) {
      throw new IOException("not OpenPGP: " + e.getMessage(), e);
    }
  }

  /** A key that a signature may be by, and the certificate that speaks of it. */
  record Candidate(Certificate certificate, PGPPublicKey key) {}

  /** The keys that a signature's maker may mean: one key may stand in several certificates. */
  List<Candidate> find(List<KeyIdentifier> issuers) {
    return certificates.stream().flatMap(c -> c.named(issuers).stream().map(k -> new Candidate(c, k))).toList();
  }

  /**
   * The same with fewer keys.
   *
   * @param fingerprints of the primary keys to keep, capital hexadecimal digits; an empty list keeps all
   * @return the keys of both
   */
  public Keyring only(List<String> fingerprints) {
    return fingerprints.isEmpty() ? this
        : new Keyring(certificates.stream().filter(c -> fingerprints.contains(c.fingerprint())).toList(), passedOver);
  }

  /** {@return fingerprints of the primary keys, capital hexadecimal digits} */
  public List<String> fingerprints() {
    return certificates.stream().map(Certificate::fingerprint).distinct().toList();
  }

  /**
   * Says whether a key was passed over, which can verify nothing.
   *
   * @param fingerprint of a primary key, capital hexadecimal digits
   * @return of what kind it is, such as {@code version 6, algorithm 30}; nothing where it was not passed over
   */
  public Optional<String> kindPassedOver(String fingerprint) {
    return Optional.ofNullable(passedOver.get(fingerprint));
  }

  /** {@return all keys in binary form, which every OpenPGP program reads, whatever the file's name} */
  public byte[] binary() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    certificates.forEach(c -> all.writeBytes(c.encoded()));
    return all.toByteArray();
  }
}
