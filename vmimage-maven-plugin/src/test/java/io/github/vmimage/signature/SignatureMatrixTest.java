package io.github.vmimage.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.report.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lists of digests signed by a real GnuPG and a real Sequoia; for each, our verdict beside that of {@code gpgv} and of {@code sqv}
 * ({@code sq verify} where the list is clear-signed). The page {@code docs/signatures.md} is the outcome of this test.
 */
class SignatureMatrixTest {
  private static final byte[] LIST = ("0".repeat(64) + "  disk.qcow2\n- a dash\n").getBytes(StandardCharsets.UTF_8);
  private static final String IN_2020 = "20200601T000000";
  private static final String IN_2022 = "20220601T000000";

  private static final String NO_WHY = "";
  private static final String NEWEST_ONLY = "GnuPG exports only the newest statement of a key about itself, here younger than the "
      + "signature; "
      + "sqv wants an older one";
  private static final String CLAIMED_DATE = "the date of a signature is its maker's claim: whoever stole the key can write an earlier one";
  private static final String REMARK = "gpgv only remarks on it";
  private static final String NO_STOLEN_DATE = REMARK + "; " + CLAIMED_DATE;
  private static final String NO_RETIRED_DATE = "gpgv only remarks on it, and sqv believes the date; a retired key can be stolen, too, "
      + "and who has it writes any date";
  private static final String NO_DSA = "DSA is no longer an approved way to sign (FIPS 186-5): one repeated random number tells the key";
  private static final String NO_BRAINPOOL = "sqv does not know the curve";
  private static final String NO_SHA1 = "two texts with one digest can be made";
  private static final String SHORT_KEY = "RSA keys of 1024 bits can be broken";
  private static final String OTHERS_HARM_NOT = "the good signature is enough, as for apt: distributors change their keys that way; gpgv "
      + "wants every key";
  private static final String ARMOUR = "gpgv reads binary keyrings only";
  private static final String NOTHING_OUTSIDE = "nobody shall take unsigned text for signed: nothing may stand outside";
  private static final String KNOWN_BAD = "somebody changed something: a bad signature by a trusted key is never passed over";
  private static final String FUTURE = "a clock is wrong, or the signature is meant to outlive its key";

  @TempDir
  static Path folder;

  private static Gpg gpg;
  private static final Map<String, Case> CASES = new LinkedHashMap<>();
  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  /** What is signed and how; signature is null where the file is clear-signed. "why" is given where we differ from either. */
  private record Case(String maker, byte[] file, byte[] signature, byte[] keyring, String verdict, String why) implements Serializable {}

  /** Whether they accept it. */
  private record Others(boolean gpgv, boolean sqv) implements Serializable {}

  private record Row(String ours, boolean passes, boolean gpgv, boolean sqv) {}

  @BeforeAll
  static void sign() throws Exception {
    gpg = new Gpg(folder);
    Map<String, Others> others = new LinkedHashMap<>();
    Path kept = kept();
    if (kept != null && Files.exists(kept)) {
      read(kept, others);
    } else {
      gnupg();
      sequoia(new Sequoia(folder));
      for (Map.Entry<String, Case> each : CASES.entrySet()) {
        others.put(each.getKey(), others(each.getValue()));
      }
      keep(kept, others);
    }
    for (Map.Entry<String, Case> each : CASES.entrySet()) {
      Others they = others.get(each.getKey());
      VerdictText ours = ours(Files.write(Files.createTempFile(folder, "keyring", ".gpg"), each.getValue().keyring()), each.getValue());
      ROWS.put(each.getKey(), new Row(ours.text(), ours.passes(), they.gpgv(), they.sqv()));
    }
  }

  /**
   * What the other programs made and said, for the next run: mutation tests run this class again for each change, and the hundreds of
   * processes would take all of the time. Null, the default, keeps nothing.
   */
  private static Path kept() {
    String name = System.getProperty("vmimage.signatures", "");
    return name.isEmpty() ? null : Path.of(name);
  }

  @SuppressWarnings("unchecked")
  private static void read(Path kept, Map<String, Others> others) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(kept))) {
      CASES.putAll((Map<String, Case>) in.readObject());
      others.putAll((Map<String, Others>) in.readObject());
    }
  }

  private static void keep(Path kept, Map<String, Others> others) throws IOException {
    if (kept == null) {
      return;
    }
    Files.createDirectories(kept.toAbsolutePath().getParent());
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(kept))) {
      out.writeObject(CASES);
      out.writeObject(others);
    }
  }

  @AfterAll
  static void end() {
    gpg.close();
  }

  private static void gnupg() throws IOException {
    String ed25519 = gpg.key("ed25519@example.org", "ed25519", "never");
    String rsa = gpg.key("rsa@example.org", "rsa3072", "never");
    String weakRsa = gpg.key("weak@example.org", "rsa1024", "never");
    String stranger = gpg.key("stranger@example.org", "ed25519", "never");
    byte[] keys = gpg.export(ed25519);
    byte[] good = detached(ed25519);
    for (String curve : List.of("nistp256", "nistp384", "nistp521")) {
      String nist = gpg.key(curve + "@example.org", curve, "never");
      gnupg("good, " + curve.replace("nistp", "NIST P-"), LIST, detached(nist), gpg.export(nist), "Valid", NO_WHY);
    }
    gnupg("good, Ed25519, binary", LIST, good, keys, "Valid", NO_WHY);
    gnupg("good, Ed25519, armoured", LIST, detached(ed25519, "--armor"), keys, "Valid", NO_WHY);
    gnupg("good, RSA with SHA-256", LIST, detached(rsa, "--digest-algo", "SHA256"), gpg.export(rsa), "Valid", NO_WHY);
    gnupg("good, RSA with SHA-512", LIST, detached(rsa, "--digest-algo", "SHA512"), gpg.export(rsa), "Valid", NO_WHY);
    gnupg("good, clear-signed", clear(ed25519), null, keys, "Valid", NO_WHY);
    gnupg("good, clear-signed with SHA-512", clear(rsa, "--digest-algo", "SHA512"), null, gpg.export(rsa), "Valid", NO_WHY);
    String subkey = gpg.key("subkey@example.org", "ed25519", "never");
    gpg.subkey(subkey, "ed25519", "never");
    byte[] bySubkey = gpg.run(LIST, "--local-user", subkey, "--detach-sign");
    gnupg("good, by a signing subkey", LIST, bySubkey, gpg.export(subkey), "Valid", NO_WHY);
    gnupg("good, keyring armoured", LIST, good, gpg.exportArmoured(ed25519), "Valid", ARMOUR);
    gnupg("good, several keys in the keyring", LIST, good, gpg.export(rsa, ed25519), "Valid", NO_WHY);

    byte[] crlf = text(LIST).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    gnupg("clear-signed, its lines now end with CR LF", text(clear(ed25519)).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
        null, keys,
        "Valid", NO_WHY);
    gnupg("detached over bytes with CR LF", crlf, gpg.run(crlf, "--local-user", ed25519 + "!", "--detach-sign"), keys, "Valid", NO_WHY);
    gnupg("detached over bytes, lines now end with CR LF", crlf, good, keys, "Invalid", NO_WHY);
    gnupg("detached over text, lines now end with CR LF", crlf, detached(ed25519, "--textmode"), keys, "Valid", NO_WHY);

    gnupg("bad: the file was changed", text(LIST).replace("disk", "disc").getBytes(StandardCharsets.UTF_8), good, keys, "Invalid", NO_WHY);
    gnupg("bad: the signature was changed", LIST, flipped(good), keys, "Invalid", NO_WHY);
    gnupg("bad: clear-signed text was changed", text(clear(ed25519)).replace("disk", "disc").getBytes(StandardCharsets.UTF_8), null, keys,
        "Invalid", NO_WHY);
    gnupg("truncated file", Arrays.copyOf(LIST, LIST.length - 1), good, keys, "Invalid", NO_WHY);
    gnupg("truncated signature, binary", LIST, Arrays.copyOf(good, good.length - 8), keys, "Invalid", NO_WHY);
    byte[] armoured = detached(ed25519, "--armor");
    gnupg("truncated signature, armoured", LIST, Arrays.copyOf(armoured, armoured.length / 2), keys, "Invalid", NO_WHY);
    byte[] clear = clear(ed25519);
    gnupg("truncated clear-signed file", Arrays.copyOf(clear, clear.length - 40), null, keys, "Invalid", NO_WHY);
    gnupg("empty signature file", LIST, new byte[0], keys, "Missing", NO_WHY);
    gnupg("not signed at all", LIST, null, keys, "Missing", NO_WHY);
    gnupg("wrong key", LIST, detached(stranger), keys, "UnknownKey", NO_WHY);
    gnupg("keyring with no key", LIST, good, new byte[0], "refused keyring", NO_WHY);
    gnupg("text before the clear-signed", concat("Hello\n".getBytes(StandardCharsets.UTF_8), clear), null, keys, "Missing",
        NOTHING_OUTSIDE);
    gnupg("text behind the clear-signed", concat(clear, "Hello\n".getBytes(StandardCharsets.UTF_8)), null, keys, "Invalid",
        NOTHING_OUTSIDE);

    gnupg("several: one good, one by a stranger", LIST, concat(detached(stranger), good), keys, "UnknownKey, Valid", OTHERS_HARM_NOT);
    gnupg("several: both good", LIST, concat(detached(rsa), good), gpg.export(ed25519, rsa), "Valid", NO_WHY);
    gnupg("several: one good, one of a trusted key over another file", LIST,
        concat(gpg.run(crlf, "--local-user", rsa + "!", "--detach-sign"), good), gpg.export(ed25519, rsa), "Invalid, Valid", KNOWN_BAD);
    gnupg("several: none good", LIST, concat(detached(stranger), flipped(good)), keys, "UnknownKey, Invalid", NO_WHY);

    gnupg("several: one good, one with SHA-1", LIST, concat(detached(rsa, "--digest-algo", "SHA1"), good), gpg.export(ed25519, rsa),
        "Weak, Valid", NO_WHY);
    gnupg("several: in two armoured blocks", LIST, concat(detached(rsa, "--armor"), armoured), gpg.export(ed25519, rsa), "Valid", NO_WHY);
    gnupg("good, RSA with SHA-384", LIST, detached(rsa, "--digest-algo", "SHA384"), gpg.export(rsa), "Valid", NO_WHY);
    gnupg("good, RSA with SHA-224", LIST, detached(rsa, "--digest-algo", "SHA224"), gpg.export(rsa), "Valid", NO_WHY);
    gnupg("MD5", LIST, detached(rsa, "--allow-weak-digest-algos", "--digest-algo", "MD5"), gpg.export(rsa), "Weak", NO_WHY);
    gnupg("RIPEMD-160, clear-signed", clear(rsa, "--digest-algo", "RIPEMD160"), null, gpg.export(rsa), "Weak", NO_SHA1);
    gnupg("SHA-1", LIST, detached(rsa, "--digest-algo", "SHA1"), gpg.export(rsa), "Weak", NO_SHA1);
    gnupg("SHA-1, clear-signed", clear(rsa, "--digest-algo", "SHA1"), null, gpg.export(rsa), "Weak", NO_SHA1);
    gnupg("RIPEMD-160", LIST, detached(rsa, "--digest-algo", "RIPEMD160"), gpg.export(rsa), "Weak", NO_SHA1);
    gnupg("RSA key of 1024 bits", LIST, detached(weakRsa), gpg.export(weakRsa), "Weak", SHORT_KEY);

    String dsa = gpg.key("dsa@example.org", "dsa2048", "never");
    gnupg("DSA key of 2048 bits", LIST, detached(dsa, "--digest-algo", "SHA256"), gpg.export(dsa), "Weak", NO_DSA);
    String brainpool = gpg.key("brainpool@example.org", "brainpoolP256r1", "never");
    gnupg("good, brainpool P-256", LIST, detached(brainpool), gpg.export(brainpool), "Valid", NO_BRAINPOOL);
    gnupg("critical notation that nobody knows", LIST, detached(ed25519, "--sig-notation", "!odd@example.org=1"), keys, "Invalid", NO_WHY);
    gnupg("notation that nobody knows", LIST, detached(ed25519, "--sig-notation", "odd@example.org=1"), keys, "Valid", NO_WHY);

    String ended = gpg.key("ended@example.org", "ed25519", "never", "--faked-system-time", "20200101T000000");
    byte[] before = detached(ended, "--faked-system-time", IN_2020);
    byte[] after = detached(ended, "--faked-system-time", IN_2022);
    gpg.expire(ended, "20210101T000000", "--faked-system-time", "20200701T000000");
    gnupg("expired key, signed before its end", LIST, before, gpg.export(ended), "Valid", NEWEST_ONLY);
    gnupg("expired key, signed after its end", LIST, after, gpg.export(ended), "Expired", REMARK);
    String old = gpg.key("old@example.org", "ed25519", "never", "--faked-system-time", "20200101T000000");
    gnupg("expired signature", LIST, detached(old, "--faked-system-time", IN_2020, "--default-sig-expire", "1d"), gpg.export(old),
        "Expired",
        NO_WHY);
    gnupg("signature from the future", LIST, detached(ed25519, "--faked-system-time", "20380101T000000"), keys, "Invalid", FUTURE);
    String revoked = gpg.key("revoked@example.org", "ed25519", "never", "--faked-system-time", "20200101T000000");
    byte[] byRevoked = detached(revoked, "--faked-system-time", IN_2020);
    gpg.revoke(revoked);
    gnupg("revoked key", LIST, byRevoked, gpg.export(revoked), "Revoked", NO_STOLEN_DATE);
    gnupg("several: one good, one by a revoked key", LIST, concat(byRevoked, good), gpg.export(ed25519, revoked), "Revoked, Valid", NO_WHY);
    subkeys();
  }

  /** Certificates whose subkey is the primary key of another. */
  private static void subkeys() {
    String primary = gpg.key("primary@example.org", "ed25519", "never", "--faked-system-time", "20200101T000000");
    String other = gpg.key("other@example.org", "ed25519", "never", "--faked-system-time", "20200101T000000");
    String third = gpg.key("third@example.org", "ed25519", "never", "--faked-system-time", "20200101T000000");
    byte[] byOther = detached(other);
    byte[] primarySecret = gpg.exportSecret(primary);
    byte[] secret = gpg.exportSecret(other);
    byte[] cert = gpg.export(primary);
    gnupg("subkey that is bound both ways", LIST, byOther, Packets.withSubkey(cert,
        new Packets.Binding(primarySecret, secret, KeyFlags.SIGN_DATA, secret)), "Valid", NO_WHY);
    gnupg("subkey without a back-signature", LIST, byOther, Packets.withSubkey(cert,
        new Packets.Binding(primarySecret, secret, KeyFlags.SIGN_DATA, null)), "Invalid", NO_WHY);
    gnupg("subkey with the back-signature of another key", LIST, byOther, Packets.withSubkey(cert,
        new Packets.Binding(primarySecret, secret, KeyFlags.SIGN_DATA, gpg.exportSecret(third))), "Invalid", NO_WHY);
    gnupg("subkey without the flag to sign", LIST, byOther, Packets.withSubkey(cert,
        new Packets.Binding(primarySecret, secret, KeyFlags.AUTHENTICATION, secret)), "Invalid", NO_WHY);
    gnupg("subkey bound by another primary key", LIST, byOther, Packets.withSubkey(cert,
        new Packets.Binding(gpg.exportSecret(third), secret, KeyFlags.SIGN_DATA, secret)), "Invalid", NO_WHY);
  }

  private static void sequoia(Sequoia sq) throws IOException {
    Path key = sq.key("ed25519", "cv25519");
    byte[] cert = sq.cert(key);
    byte[] good = sq.sign(key, LIST, "--detached", "--binary");
    sequoia("good, Ed25519, subkey, binary", LIST, good, cert, "Valid", NO_WHY);
    sequoia("good, Ed25519, subkey, armoured", LIST, sq.sign(key, LIST, "--detached"), cert, "Valid", NO_WHY);
    byte[] clear = sq.sign(key, LIST, "--cleartext-signature");
    sequoia("good, clear-signed", clear, null, cert, "Valid", NO_WHY);
    Path rsa = sq.key("rsa", "rsa4k");
    byte[] byRsa = sq.sign(rsa, LIST, "--detached", "--binary");
    assertThat(Packets.digest(byRsa)).isEqualTo(HashAlgorithmTags.SHA512);
    sequoia("good, RSA of 4096 bits with SHA-512", LIST, byRsa, sq.cert(rsa), "Valid", NO_WHY);
    // sq itself signs with SHA-512 only.
    sequoia("good, key by sq, SHA-256", LIST, Packets.signed(Files.readAllBytes(rsa), LIST, Instant.now(), HashAlgorithmTags.SHA256),
        sq.cert(rsa), "Valid", NO_WHY);
    sequoia("key by sq, SHA-1", LIST, Packets.signed(Files.readAllBytes(rsa), LIST, Instant.now(), HashAlgorithmTags.SHA1), sq.cert(rsa),
        "Weak", NO_SHA1);
    sequoia("clear-signed, its lines now end with CR LF", text(clear).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), null, cert,
        "Valid", NO_WHY);
    byte[] crlf = text(LIST).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    sequoia("detached over bytes with CR LF", crlf, sq.sign(key, crlf, "--detached"), cert, "Valid", NO_WHY);
    sequoia("detached over bytes, lines now end with CR LF", crlf, good, cert, "Invalid", NO_WHY);
    sequoia("bad: clear-signed text was changed", text(clear).replace("disk", "disc").getBytes(StandardCharsets.UTF_8), null, cert,
        "Invalid", NO_WHY);
    sequoia("truncated clear-signed file", Arrays.copyOf(clear, clear.length - 40), null, cert, "Invalid", NO_WHY);
    sequoia("truncated file", Arrays.copyOf(LIST, LIST.length - 1), good, cert, "Invalid", NO_WHY);
    sequoia("empty signature file", LIST, new byte[0], cert, "Missing", NO_WHY);
    sequoia("keyring with no key", LIST, good, new byte[0], "refused keyring", NO_WHY);
    sequoia("bad: the file was changed", text(LIST).replace("disk", "disc").getBytes(StandardCharsets.UTF_8), good, cert, "Invalid",
        NO_WHY);
    sequoia("truncated signature", LIST, Arrays.copyOf(good, good.length - 8), cert, "Invalid", NO_WHY);
    sequoia("wrong key", LIST, good, sq.cert(rsa), "UnknownKey", NO_WHY);
    sequoia("several: one good, one by a stranger", LIST, concat(sq.sign(rsa, LIST, "--detached", "--binary"), good), cert,
        "UnknownKey, Valid", OTHERS_HARM_NOT);
    Path ended = sq.key("ended", "cv25519", "--creation-time", "20200101T000000Z", "--expires", "2021-01-01");
    sequoia("expired key, signed before its end", LIST, sq.sign(ended, LIST, "--detached", "--time", "20200601T000000Z"), sq.cert(ended),
        "Valid", NO_WHY);
    sequoia("expired key, signed after its end", LIST,
        Packets.signed(Files.readAllBytes(ended), LIST, Instant.parse("2022-06-01T00:00:00Z")), sq.cert(ended), "Expired", REMARK);
    for (String curve : List.of("nistp256", "nistp384", "nistp521")) {
      String nist = gpg.key("sq-" + curve + "@example.org", curve, "never");
      sequoia("good, " + curve.replace("nistp", "NIST P-"), LIST,
          sq.sign(sq.imported(curve, gpg.exportSecret(nist)), LIST, "--detached", "--binary"), gpg.export(nist), "Valid", NO_WHY);
    }
    sequoia("several: one good of three", LIST, concat(sq.sign(rsa, LIST, "--detached", "--binary"),
        sq.sign(sq.key("third", "cv25519"), LIST, "--detached", "--binary"), good), cert, "UnknownKey, Valid", OTHERS_HARM_NOT);
    revokedBySequoia(sq);
    sequoia("keyring with a secret key", LIST, good, Files.readAllBytes(key), "refused keyring", "a secret key has no place in a project");
  }

  private static void revokedBySequoia(Sequoia sq) {
    Path old = sq.key("old", "cv25519", "--creation-time", "20200101T000000Z", "--expires", "never");
    byte[] cert = sq.cert(old);
    byte[] in2020 = sq.sign(old, LIST, "--detached", "--binary", "--time", "20200601T000000Z");
    byte[] in2022 = sq.sign(old, LIST, "--detached", "--binary", "--time", "20220601T000000Z");
    String in2021 = "20210101T000000Z";
    for (String reason : List.of("compromised", "unspecified", "retired", "superseded")) {
      byte[] revoked = Packets.revoked(cert, sq.revocation(old, reason, in2021));
      boolean soft = reason.equals("retired") || reason.equals("superseded");
      sequoia("key revoked as " + reason + ", signed before", LIST, in2020, revoked, "Revoked", soft ? NO_RETIRED_DATE : NO_STOLEN_DATE);
      sequoia("key revoked as " + reason + ", signed after", LIST, in2022, revoked, "Revoked", REMARK);
    }
    String subkey = Packets.signingSubkey(cert);
    for (String reason : List.of("compromised", "retired")) {
      byte[] revoked = sq.revokedSubkey(old, subkey, reason, in2021);
      sequoia("subkey revoked as " + reason + ", signed before", LIST, in2020, revoked, "Revoked",
          reason.equals("retired") ? NO_RETIRED_DATE : NO_STOLEN_DATE);
      sequoia("subkey revoked as " + reason + ", signed after", LIST, in2022, revoked, "Revoked", REMARK);
    }
    sequoia("key revoked as compromised from 2038 on", LIST, in2022, Packets.revoked(cert, sq.revocation(old, "compromised",
        "20380101T000000Z")), "Revoked", NO_STOLEN_DATE);
    sequoia("key revoked as retired from 2038 on", LIST, in2022, Packets.revoked(cert, sq.revocation(old, "retired",
        "20380101T000000Z")), "Valid", NO_WHY);
    Path other = sq.key("other", "cv25519", "--creation-time", "20200101T000000Z", "--expires", "never");
    byte[] foreign = sq.revocation(other, "compromised", in2021);
    sequoia("revocation by another key", LIST, in2022, Packets.revoked(cert, foreign), "Valid", NO_WHY);
  }

  private static void gnupg(String name, byte[] file, byte[] signature, byte[] keyring, String verdict, String why) {
    CASES.put("GnuPG: " + name, new Case("GnuPG", file, signature, keyring, verdict, why));
  }

  private static void sequoia(String name, byte[] file, byte[] signature, byte[] keyring, String verdict, String why) {
    CASES.put("Sequoia: " + name, new Case("Sequoia", file, signature, keyring, verdict, why));
  }

  private static Others others(Case c) throws IOException {
    Path keyring = Files.write(Files.createTempFile(folder, "keyring", ".gpg"), c.keyring());
    Path file = Files.write(Files.createTempFile(folder, "list", ""), c.file());
    if (c.signature() == null) {
      return new Others(Gpg.gpgvAccepts(keyring, file), Sequoia.sqAccepts(keyring, file));
    }
    Path signature = Files.write(Files.createTempFile(folder, "list", ".sig"), c.signature());
    return new Others(Gpg.gpgvAccepts(keyring, signature, file), Sequoia.sqvAccepts(keyring, signature, file));
  }

  private record VerdictText(String text, boolean passes) {}

  private static VerdictText ours(Path keyring, Case c) {
    Keyring keys;
    try {
      keys = Keyring.read(keyring);
    } catch (ProblemException e) {
      return new VerdictText("refused keyring", false);
    }
    SignatureCheck check = SignatureCheck.ofLasting(keys, Instant.now());
    SignatureCheck.Outcome outcome = c.signature() == null ? check.clearSigned(c.file()) : check.detached(c.file(), c.signature());
    return new VerdictText(outcome.verdicts().stream().map(v -> v.getClass().getSimpleName()).distinct()
        .collect(Collectors.joining(", ")), outcome.passes());
  }

  @TestFactory
  Stream<DynamicTest> judgesAsTheTableSays() {
    assertThat(CASES).hasSizeGreaterThan(50);
    return CASES.entrySet().stream().map(c -> DynamicTest.dynamicTest(c.getKey(), () -> {
      Row row = ROWS.get(c.getKey());
      assertThat(row.ours()).isEqualTo(c.getValue().verdict());
      boolean differs = row.passes() != row.gpgv() || row.passes() != row.sqv();
      assertThat(c.getValue().why().isEmpty()).as("why we differ: " + row).isEqualTo(!differs);
    }));
  }

  /** No case passes here that neither of the two others lets pass. */
  @Test
  void isNeverTheOnlyOneToAccept() {
    assertThat(ROWS.entrySet().stream().filter(r -> r.getValue().passes() && !r.getValue().gpgv() && !r.getValue().sqv())).isEmpty();
  }

  /** {@code mvn test -Dtest=SignatureMatrixTest -Dvmimage.docs.write=true} writes it. */
  @Test
  void thePageSaysWhatHappens() throws IOException {
    Path document = Path.of("..", "docs", "signatures.md");
    if (Boolean.getBoolean("vmimage.docs.write")) {
      Files.writeString(document, document());
    }
    assertThat(document).as("write it anew with -Dvmimage.docs.write=true").content().isEqualTo(document());
  }

  private static String document() {
    List<String> lines = new ArrayList<>();
    CASES.forEach((name, c) -> {
      Row row = ROWS.get(name);
      lines.add("| " + c.maker() + " | " + name.substring(c.maker().length() + 2) + " | "
          + (row.passes() ? "**passes**" : "refused") + " | "
          + row.ours() + " | " + (row.gpgv() ? "passes" : "refused") + " | " + (row.sqv() ? "passes" : "refused") + " | " + c.why() + " |");
    });
    return """
        # Signatures: what passes

        Each row is a list of digests that a real GnuPG or a real Sequoia (`sq`) signed, with what vmimage makes of it, and beside that what
        `gpgv` and `sqv` do with the same files (`sq verify` where the list is clear-signed: `sqv` knows detached signatures only). The
        table is written by a test, and compared in every build.

        A list passes with at least one `Valid` signature and no `Invalid` one. The verdicts:

        | verdict | says |
        | --- | --- |
        | Valid | by a trusted key or its signing subkey, over these bytes, made while the key was in force |
        | Invalid | by a trusted key, but not over these bytes; or malformed |
        | UnknownKey | by a key that is not among the trusted ones |
        | UnknownKind | of a version or algorithm that is not known here, such as a post-quantum one; the signatures beside it decide |
        | Missing | there is none |
        | Weak | with MD5, SHA-1 or RIPEMD-160, or by a key that is too short |
        | Expired | made after the end of the key, or past its own end |
        | Revoked | by a key or subkey that was revoked, for whatever reason, whenever the signature was made |

        A key that was stolen is revoked at all times; one that is to be retired on a later day is in force until then.

        ## What a keyring may hold

        A keyring is one file with public keys, binary or in armoured blocks, one behind the other. It is read as a whole, and the order in
        it decides nothing:

        - Copies of one key are merged, as GnuPG and Sequoia merge them when they import. `gpgv`, which apt calls, takes the first copy.
        - A revocation counts wherever in the file it stands: in one of several copies, behind another key, or alone (`revocation.asc`
          appended to the keys). No later statement lifts the revocation of a key or subkey.
        - A revocation by a designated revoker counts when the key itself names the revoker. Where the revoker's key is not in the file, the
          revocation cannot be verified, and counts.
        - Of what a key says about itself the newest counts: its end, its flags. Where an end was lifted later, a signature made in between
          passes; of two statements of one second, the stricter counts. Only what the key itself signed is a statement.
        - A user ID that was taken back says nothing any more. The key stays as long as another user ID or the key itself speaks for it.
        - A key that stands in two certificates, as primary key and as subkey, is revoked when either revokes it; of certificates that
          `<fingerprints>` leaves out nothing counts.
        - Keys, signatures and packets of kinds that are not known are passed over with all that belongs to them: versions other than 4 and
          6, algorithms that cannot be verified here, private packets, photos, subkeys that only encrypt. A fingerprint of `<fingerprints>`
          that belongs to such a key is an error that says so.
        - Refused is a file with a secret key, a file that is cut off, and one that mixes binary packets and armoured blocks: the second kind
          would be lost without a word, a revocation among it.

        A signature file holds signatures and nothing else, but for packets that OpenPGP lets programs pass over (markers, padding, tags from
        40 on).

        ## What signatures are worth

        The release files of a Debian archive (`InRelease`) are judged by the same rules and one more: the key must still be in force, since
        an archive is signed anew all the time.

        | made by | case | vmimage | verdicts | gpgv | sqv | why we differ |
        | --- | --- | --- | --- | --- | --- | --- |
        """ + String.join("\n", lines).replaceAll(" +\\|(?=\n|$)", " |").replace("|  |", "| |") + "\n";
  }

  private static byte[] detached(String key, String... options) {
    return gpg.run(LIST, Stream.concat(Stream.of(options), Stream.of("--local-user", key + "!", "--detach-sign")).toArray(String[]::new));
  }

  private static byte[] clear(String key, String... options) {
    return gpg.clearSign(text(LIST), Stream.concat(Stream.of("--local-user", key + "!"), Stream.of(options)).toArray(String[]::new));
  }

  /** With another value in its last byte, which belongs to the number that the key made. */
  private static byte[] flipped(byte[] signature) {
    byte[] other = signature.clone();
    other[other.length - 1] ^= 1;
    return other;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
