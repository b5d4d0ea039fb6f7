package io.github.vmimage.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.signature.Packets.Binding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keyrings of several exports, in every order, beside what GnuPG makes of the same bytes once it has imported them, and {@code sqv}. Our
 * verdict may not depend on the order. {@code gpgv} merges nothing: it takes the first copy.
 */
class ConcatenatedKeyringTest {
  private static final byte[] LIST = ("0".repeat(64) + "  disk.qcow2\n").getBytes(StandardCharsets.UTF_8);
  private static final String[] IN_2020 = {"--faked-system-time", "20200101T000000"};

  @TempDir
  static Path folder;

  private static Gpg gpg;
  private static final List<Case> CASES = new ArrayList<>();

  /**
   * Parts of a keyring and what comes of them.
   *
   * @param ours the kind of our verdict, in every order
   * @param gpg GnuPG's status; empty where the order matters to it
   * @param sqv whether sqv accepts, as "yes" or "no"; empty where the order matters to it, or it cannot read the file
   */
  private record Case(String name, byte[] signature, String ours, String gpg, String sqv, byte[]... parts) {}

  @BeforeAll
  static void make() throws IOException {
    gpg = new Gpg(folder);
    revoked();
    ends();
    subkeysAndUserIds();
    others();
  }

  @AfterAll
  static void end() {
    gpg.close();
  }

  private static void revoked() throws IOException {
    String key = gpg.key("revoked@example.org", "ed25519", "never", IN_2020);
    byte[] signature = detached(key, "--faked-system-time", "20200601T000000");
    byte[] before = gpg.export(key);
    byte[] armouredBefore = gpg.exportArmoured(key);
    byte[] alone = gpg.revocation(key);
    gpg.revoke(key);
    byte[] after = gpg.export(key);
    CASES.add(new Case("revoked in one copy", signature, "Revoked", "REVKEYSIG", "no", before, after));
    CASES.add(new Case("revoked in one of three copies", signature, "Revoked", "REVKEYSIG", "no", before, after, before));
    CASES.add(new Case("revoked in one armoured copy", signature, "Revoked", "REVKEYSIG", "", armouredBefore, gpg.exportArmoured(key)));
    CASES.add(new Case("a revocation alone", signature, "Revoked", "", "", before, binary(alone)));
    CASES.add(new Case("a revocation alone, armoured", signature, "Revoked", "", "", armouredBefore, alone));
    String other = gpg.key("neighbour@example.org", "ed25519", "never", IN_2020);
    CASES.add(new Case("a revocation behind another key", signature, "Revoked", "", "", before, gpg.export(other), binary(alone)));
    CASES.add(new Case("a revocation of the neighbour", detached(other), "Valid", "", "", before, gpg.export(other), binary(alone)));
  }

  private static void ends() {
    String key = gpg.key("ends@example.org", "ed25519", "never", IN_2020);
    byte[] in2020 = detached(key, "--faked-system-time", "20200601T000000");
    byte[] in2022 = detached(key, "--faked-system-time", "20220601T000000");
    byte[] in2024 = detached(key, "--faked-system-time", "20240601T000000");
    byte[] never = gpg.export(key);
    gpg.expire(key, "20210101T000000", "--faked-system-time", "20200701T000000");
    byte[] ended = gpg.export(key);
    CASES.add(new Case("an end in one copy, signed before", in2020, "Valid", "EXPKEYSIG", "yes", never, ended));
    CASES.add(new Case("an end in one copy, signed after", in2022, "Expired", "EXPKEYSIG", "no", never, ended));
    gpg.expire(key, "never", "--faked-system-time", "20230101T000000");
    byte[] extended = gpg.export(key);
    CASES.add(new Case("an end that was lifted later", in2024, "Valid", "GOODSIG", "yes", never, ended, extended));
    // Whoever has only the newest copy cannot know of the gap, so the gap decides nothing; sqv judges by the statement of that day.
    CASES.add(new Case("signed in a gap that was closed later", in2022, "Valid", "GOODSIG", "no", ended, extended));
  }

  private static void subkeysAndUserIds() {
    String key = gpg.key("subkeys@example.org", "ed25519", "never", IN_2020);
    byte[] bare = gpg.export(key);
    gpg.subkey(key, "ed25519", "never", IN_2020);
    byte[] withSubkey = gpg.export(key);
    byte[] bySubkey = gpg.run(LIST, "--local-user", key, "--faked-system-time", "20200601T000000", "--detach-sign");
    CASES.add(new Case("a subkey in one copy", bySubkey, "Valid", "GOODSIG", "yes", bare, withSubkey));
    gpg.commands(key, "key 1", "revkey", "y", "0", "", "y", "save");
    CASES.add(new Case("a subkey revoked in one copy", bySubkey, "Revoked", "REVKEYSIG", "no", withSubkey, gpg.export(key)));
    CASES.add(new Case("a subkey revoked, by the primary key", detached(key), "Valid", "GOODSIG", "yes", withSubkey, gpg.export(key)));

    String named = gpg.key("named@example.org", "ed25519", "never", IN_2020);
    byte[] one = gpg.export(named);
    gpg.run(null, "--faked-system-time", "20200201T000000", "--quick-add-uid", named, "second@example.org");
    byte[] two = gpg.export(named);
    byte[] byNamed = detached(named);
    gpg.run(null, "--quick-revoke-uid", named, "named@example.org");
    CASES.add(new Case("a user ID revoked in one copy", byNamed, "Valid", "GOODSIG", "yes", one, two, gpg.export(named)));
  }

  private static void others() {
    String primary = gpg.key("primary@example.org", "ed25519", "never", IN_2020);
    String both = gpg.key("both@example.org", "ed25519", "never", IN_2020);
    byte[] secret = gpg.exportSecret(both);
    byte[] byBoth = detached(both);
    byte[] withSubkey = Packets.withSubkey(gpg.export(primary), new Binding(gpg.exportSecret(primary), secret, KeyFlags.SIGN_DATA, secret));
    CASES.add(new Case("a primary key that is a subkey, too", byBoth, "Valid", "", "yes", gpg.export(both), withSubkey));
    byte[] revoked = Packets.behindPrimary(gpg.export(both), Packets.revocationBy(secret, secret));
    CASES.add(new Case("the same, revoked as primary key", byBoth, "Revoked", "", "", revoked, withSubkey));

    String master = gpg.key("master@example.org", "ed25519", "never", IN_2020);
    String revoker = gpg.key("revoker@example.org", "ed25519", "never", IN_2020);
    byte[] masterSecret = gpg.exportSecret(master);
    byte[] named = Packets.behindPrimary(gpg.export(master), Packets.namesRevoker(masterSecret, gpg.exportSecret(revoker)));
    byte[] byMaster = detached(master);
    byte[] revocation = Packets.revocationBy(gpg.exportSecret(revoker), masterSecret);
    byte[] byRevoker = Packets.behindPrimary(named, revocation);
    CASES.add(new Case("revoked by a designated revoker", byMaster, "Revoked", "REVKEYSIG", "", gpg.export(master), byRevoker,
        gpg.export(revoker)));
    CASES.add(new Case("the same, the revoker's key is not there", byMaster, "Revoked", "", "", gpg.export(master), byRevoker));
    CASES.add(new Case("the same, the revocation alone", byMaster, "Revoked", "", "", named, revocation, gpg.export(revoker)));
    CASES.add(new Case("revoked by somebody whom the key does not name", byMaster, "Valid", "GOODSIG", "yes",
        Packets.behindPrimary(gpg.export(master), revocation), gpg.export(revoker)));
    byte[] forged = Packets.revocationBy(gpg.exportSecret(revoker), gpg.exportSecret(primary));
    CASES.add(new Case("a designated revoker's revocation of another key", byMaster, "Valid", "GOODSIG", "yes",
        Packets.behindPrimary(named, forged), gpg.export(revoker)));

    byte[] tomorrow = concat(unknownKey(6, 30), new Packet(Packet.USER_ID, "tomorrow".getBytes(StandardCharsets.UTF_8)).encoded(),
        signature(6, 30));
    // GnuPG 2.2 and sqv 1.1 stop at some of these where they stand first.
    CASES.add(new Case("a version 6 key of an unknown algorithm", byMaster, "Valid", "", "", gpg.export(master), tomorrow));
    CASES.add(new Case("a version 5 key", byMaster, "Valid", "GOODSIG", "", gpg.export(master), unknownKey(5, 22)));
    CASES.add(new Case("a version 4 key of an unknown algorithm", byMaster, "Valid", "GOODSIG", "yes", gpg.export(master),
        unknownKey(4, 99)));
    CASES.add(new Case("a private packet", byMaster, "Valid", "", "", gpg.export(master), new Packet(60, new byte[9]).encoded()));
    CASES.add(new Case("a private packet in parts", byMaster, "Valid", "", "", gpg.export(master), inParts(60)));
  }

  /** A key that nobody can use: version, date, algorithm, and bytes of the length that version 5 and 6 tell. */
  private static byte[] unknownKey(int version, int algorithm) {
    byte[] body = new byte[version == 4 ? 26 : 30];
    body[0] = (byte) version;
    body[1] = 0x5e;
    body[5] = (byte) algorithm;
    if (version != 4) {
      body[9] = 20;
    }
    return new Packet(Packet.PUBLIC_KEY, body).encoded();
  }

  /** A signature that nobody can verify: no parts, a salt of 32 bytes in version 6, and some numbers. */
  private static byte[] signature(int version, int algorithm) {
    byte[] body = new byte[60];
    body[0] = (byte) version;
    body[1] = 0x13;
    body[2] = (byte) algorithm;
    body[3] = 8;
    if (version == 6) {
      body[14] = 16;
    }
    return new Packet(Packet.SIGNATURE, body).encoded();
  }

  /** A packet whose length is told in parts of 512 and 3 bytes. */
  private static byte[] inParts(int tag) {
    byte[] packet = new byte[2 + 512 + 1 + 3];
    packet[0] = (byte) (0xC0 | tag);
    packet[1] = (byte) (224 + 9);
    packet[2 + 512] = 3;
    return packet;
  }

  private static byte[] detached(String key, String... options) {
    return gpg.run(LIST, Stream.concat(Stream.of(options), Stream.of("--local-user", key + "!", "--detach-sign")).toArray(String[]::new));
  }

  private static byte[] binary(byte[] armoured) throws IOException {
    return concat(Armour.packets(armoured, Armour.KEYS, true).stream().map(Packet::encoded).toArray(byte[][]::new));
  }

  private static byte[] concat(byte[]... parts) {
    return Packets.concat(parts);
  }

  @TestFactory
  Stream<DynamicTest> theOrderDecidesNothing() {
    assertThat(CASES).hasSizeGreaterThan(20);
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> {
      for (byte[][] order : orders(c.parts())) {
        byte[] keyring = concat(order);
        assertThat(ours(keyring, c.signature())).isEqualTo(c.ours());
        // What is read once is the same when it is written and read again.
        assertThat(ours(Keyring.of(keyring).orElseThrow().binary(), c.signature())).isEqualTo(c.ours());
        if (!c.gpg().isEmpty()) {
          assertThat(Gpg.verdict(folder, keyring, c.signature(), LIST)).as("gpg").isEqualTo(c.gpg());
        }
        if (!c.sqv().isEmpty()) {
          assertThat(sqv(keyring, c.signature()) ? "yes" : "no").as("sqv").isEqualTo(c.sqv());
        }
      }
    }));
  }

  /** Keyrings that are read apart and put together say the same. */
  @TestFactory
  Stream<DynamicTest> keyringsPutTogetherSayTheSame() {
    return CASES.stream().filter(c -> c.parts().length == 2).filter(c -> Arrays.stream(c.parts()).allMatch(
        p -> Keyring.of(p).isPresent())).map(c -> DynamicTest.dynamicTest(c.name(), () -> {
          Keyring first = Keyring.of(c.parts()[0]).orElseThrow();
          Keyring second = Keyring.of(c.parts()[1]).orElseThrow();
          assertThat(verdict(first.and(second), c.signature())).isEqualTo(c.ours());
          assertThat(verdict(second.and(first), c.signature())).isEqualTo(c.ours());
        }));
  }

  /** The manual's own reason why the archive's signature is checked here as well: gpgv sees one copy. */
  @Test
  void gpgvTakesTheFirstCopy() throws IOException {
    Case revoked = CASES.get(0);
    Path keyring = Files.write(folder.resolve("first.gpg"), concat(revoked.parts()));
    Path signature = Files.write(folder.resolve("first.sig"), revoked.signature());
    assertThat(Gpg.gpgvAccepts(keyring, signature, Files.write(folder.resolve("first"), LIST))).isTrue();
  }

  @Test
  void refusesWhatWouldHideARevocation() throws IOException {
    String key = gpg.key("hidden@example.org", "ed25519", "never");
    byte[] armoured = gpg.exportArmoured(key);
    assertThat(Keyring.of(armoured)).isPresent();
    assertThat(Keyring.of(concat(armoured, binary(gpg.revocation(key))))).as("binary behind armour").isEmpty();
    assertThat(Keyring.of(concat(gpg.export(key), armoured))).as("armour behind binary").isEmpty();
    assertThat(Keyring.of(concat("Keys of Jörg:\n".getBytes(StandardCharsets.UTF_8), armoured))).as("text").isPresent();
    assertThat(Keyring.of(Arrays.copyOf(armoured, armoured.length - 30))).as("cut off").isEmpty();
  }

  /** As many as no key has: each costs the time of a verification. */
  @Test
  void boundsWhatHasToBeVerified() throws IOException {
    String key = gpg.key("bounds@example.org", "ed25519", "never", IN_2020);
    byte[] secret = gpg.exportSecret(key);
    List<byte[]> statements = new ArrayList<>();
    byte[] own = Packet.split(Packets.revocationBy(secret, secret)).get(0).body();
    for (int i = 0; i < 1_001; i++) {
      byte[] other = own.clone();
      other[other.length - 1] = (byte) i;
      other[other.length - 2] = (byte) (i >> 8);
      statements.add(new Packet(Packet.SIGNATURE, other).encoded());
    }
    Path file = Files.write(folder.resolve("many"), Packets.behindPrimary(gpg.export(key), statements.toArray(byte[][]::new)));
    assertThatThrownBy(() -> Keyring.read(file)).hasMessageContaining("more than 1000 signatures of the key " + key + " about itself");
  }

  @Test
  void tellsWhatItPassedOver() {
    byte[] unknown = unknownKey(6, 30);
    Keyring keyring = Keyring.of(concat(gpg.export(), unknown, unknownKey(5, 22))).orElseThrow();
    String fingerprint = KnownPackets.fingerprint(new Packet(Packet.PUBLIC_KEY, Arrays.copyOfRange(unknown, 5, unknown.length)));
    assertThat(fingerprint).matches("[0-9A-F]{64}");
    assertThat(keyring.kindPassedOver(fingerprint)).contains("version 6, algorithm 30");
    assertThat(keyring.kindPassedOver(keyring.fingerprints().get(0))).isEmpty();
  }

  @Test
  void signaturesOfUnknownKindsHarmNothing() {
    String key = gpg.key("signs@example.org", "ed25519", "never");
    byte[] keyring = gpg.export(key);
    byte[] good = detached(key);
    Map<String, byte[]> beside = Map.of("version 6", signature(6, 30), "version 5", signature(5, 22), "private", new Packet(60,
        new byte[5]).encoded(), "not critical", new Packet(45, new byte[5]).encoded(), "padding", new Packet(21, new byte[5]).encoded(),
        "in parts", inParts(61));
    beside.forEach((name, packet) -> {
      assertThat(passes(keyring, concat(packet, good))).as(name + " before").isTrue();
      assertThat(passes(keyring, concat(good, packet))).as(name + " behind").isTrue();
      assertThat(passes(keyring, packet)).as(name + " alone").isFalse();
    });
    assertThat(passes(keyring, concat(good, new Packet(25, new byte[5]).encoded()))).as("critical").isFalse();
    assertThat(passes(keyring, concat(good, new Packet(11, new byte[5]).encoded()))).as("a text").isFalse();
    assertThat(ours(keyring, concat(signature(6, 30), good))).isEqualTo("UnknownKind, Valid");
  }

  private static boolean passes(byte[] keyring, byte[] signature) {
    return SignatureCheck.ofLasting(Keyring.of(keyring).orElseThrow(), Instant.now()).detached(LIST, signature).passes();
  }

  private static String ours(byte[] keyring, byte[] signature) {
    return verdict(Keyring.of(keyring).orElseThrow(), signature);
  }

  private static String verdict(Keyring keyring, byte[] signature) {
    return SignatureCheck.ofLasting(keyring, Instant.now()).detached(LIST, signature).verdicts().stream()
        .map(v -> v.getClass().getSimpleName()).collect(Collectors.joining(", "));
  }

  private static boolean sqv(byte[] keyring, byte[] signature) throws IOException {
    return Sequoia.sqvAccepts(Files.write(folder.resolve("keyring"), keyring), Files.write(folder.resolve("signature"), signature),
        Files.write(folder.resolve("list"), LIST));
  }

  private static List<byte[][]> orders(byte[]... parts) {
    if (parts.length <= 1) {
      return List.<byte[][]>of(parts);
    }
    List<byte[][]> all = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      List<byte[]> rest = new ArrayList<>(List.of(parts));
      byte[] first = rest.remove(i);
      for (byte[][] order : orders(rest.toArray(byte[][]::new))) {
        all.add(Stream.concat(Stream.of(first), Stream.of(order)).toArray(byte[][]::new));
      }
    }
    return all;
  }
}
