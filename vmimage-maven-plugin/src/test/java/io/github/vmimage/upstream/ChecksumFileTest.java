package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.report.ProblemException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumFileTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String LONG = "c".repeat(128);
  private static final String WHERE = "https://mirror.example/SUMS";

  @ParameterizedTest
  @ValueSource(strings = {
    "%s  disk.qcow2",
    "%s *disk.qcow2\r\n",
    "%s  ./disk.qcow2",
    "%s *././disk.qcow2",
    "SHA256 (disk.qcow2) = %s",
    "SHA256(disk.qcow2)= %s",
    "sha-256 (./disk.qcow2) = %s",
    "# disk.qcow2: 12 bytes\nSHA256 (disk.qcow2) = %s\n# end",
    "\n\nHash: none\n%1$s  disk.qcow2\n%1$s *disk.qcow2\n",
    "d41d8cd98f00b204e9800998ecf8427e  disk.qcow2\n%s  disk.qcow2",
    "MD5 (disk.qcow2) = d41d8cd98f00b204e9800998ecf8427e\nSHA256 (disk.qcow2) = %s",
  })
  void findsTheEntry(String list) {
    assertThat(digest(String.format(list, A))).isEqualTo(Digest.sha256(A));
    assertThat(digest(String.format(list, A.toUpperCase()))).isEqualTo(Digest.sha256(A));
  }

  @Test
  void prefersSha256AndKnowsSha512() {
    assertThat(digest(LONG + "  disk.qcow2")).isEqualTo(new Digest(Digest.Algorithm.SHA512, LONG));
    assertThat(digest("SHA512 (disk.qcow2) = " + LONG)).isEqualTo(new Digest(Digest.Algorithm.SHA512, LONG));
    assertThat(digest(LONG + "  disk.qcow2\n" + A + "  disk.qcow2")).isEqualTo(Digest.sha256(A));
  }

  /** Lists as distributors write them; what they say in SHA-512 is the same, all else is not. */
  @ParameterizedTest
  @ValueSource(strings = {
    "# BLAKE2B HASH\n%2$s  disk.qcow2\n# SHA512 HASH\n%1$s  disk.qcow2\n",
    "# SHA512 HASH\n%1$s  disk.qcow2\n# BLAKE2B HASH\n%2$s  disk.qcow2\n",
    "# BLAKE2B HASH\n%2$s  disk.qcow2\n%2$s  disk.CONTENTS.gz\n# SHA512 HASH\n%1$s  disk.qcow2\n%1$s  disk.CONTENTS.gz\n",
    "# SHA3-512\n%2$s  disk.qcow2\n# SHA512\n%1$s  disk.qcow2\n",
    "WHIRLPOOL:\n%2$s  disk.qcow2\n\nSHA512SUM:\n%1$s  disk.qcow2\n",
    "[blake2b-512]\n%2$s *disk.qcow2\n[sha-512]\n%1$s *disk.qcow2\n",
    "BLAKE2b (disk.qcow2) = %2$s\nSHA512 (disk.qcow2) = %1$s\n",
    "SHA3-512(disk.qcow2)= %2$s\nSHA2-512(disk.qcow2)= %1$s\n",
    "SHA512/256 (disk.qcow2) = %3$s\nsha512_256 (disk.qcow2) = %3$s\nBLAKE2s (disk.qcow2) = %3$s\nSHA512 (disk.qcow2) = %1$s",
    "# SHA512/256 HASH\n%3$s  disk.qcow2\n# SHA512 HASH\n%1$s  disk.qcow2\n",
    "# SHA224\n00000000000000000000000000000000000000000000000000000000  disk.qcow2\n# SHA512\n%1$s  disk.qcow2\n",
    "# SHA512 HASH\n%1$s  disk.qcow2\n%1$s  ./disk.qcow2\n",
    "# Image checksums\n%1$s  disk.qcow2\n",
    "# SHA256 HASH\n%1$s  disk.qcow2\n",
    "%1$s  disk.qcow2\n# BLAKE2B HASH\n%2$s  disk.qcow2\n",
  })
  void takesTheLineOfAnAlgorithmItKnows(String list) {
    assertThat(digest(String.format(list, LONG, "d".repeat(128), B))).isEqualTo(new Digest(Digest.Algorithm.SHA512, LONG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA512SUMS", "disk.qcow2.sha512", "noble-SHA-512SUMS.txt", "DIGESTS", "release-b2-CHECKSUM", "a.b2.sha512sum"})
  void readsTheAlgorithmFromTheNameOfTheList(String name) {
    assertThat(ChecksumFile.digest(LONG + "  disk.qcow2", "disk.qcow2", "https://mirror.example/b2sums/" + name))
        .isEqualTo(new Digest(Digest.Algorithm.SHA512, LONG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"B2SUMS", "b2sum.txt", "disk.blake2b", "SHA3-512SUMS", "disk.qcow2.sha3-512", "BLAKE2B-512SUMS"})
  void usesNoLineOfAListThatIsNamedAfterAnotherAlgorithm(String name) {
    String where = "https://mirror.example/" + name;
    assertThatThrownBy(() -> ChecksumFile.digest(LONG + "  disk.qcow2", "disk.qcow2", where)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The list of digests has no SHA-256 or SHA-512 digest of the upstream\n  where:    " + where);
    assertThat(ChecksumFile.digest("# SHA512 HASH\n" + LONG + "  disk.qcow2", "disk.qcow2", where))
        .isEqualTo(new Digest(Digest.Algorithm.SHA512, LONG));
  }

  @Test
  void refusesTwoDigestsUnderOneHeading() {
    assertThatThrownBy(() -> digest("# SHA512 HASH\n" + LONG + "  disk.qcow2\n" + "d".repeat(128) + "  disk.qcow2"))
        .isInstanceOf(ProblemException.class).hasMessageStartingWith("The list of digests has two different digests of the upstream");
  }

  @Test
  void readsEscapedNames() {
    assertThat(ChecksumFile.digest("\\" + A + "  back\\\\slash", "back\\slash", WHERE)).isEqualTo(Digest.sha256(A));
    assertThat(ChecksumFile.digest("\\SHA256 (a\\nb) = " + A, "a\nb", WHERE)).isEqualTo(Digest.sha256(A));
    assertThat(ChecksumFile.digest(A + "  back\\\\slash", "back\\\\slash", WHERE)).isEqualTo(Digest.sha256(A));
    assertThat(ChecksumFile.digest(A + "  with blank (1).img", "with blank (1).img", WHERE)).isEqualTo(Digest.sha256(A));
  }

  @Test
  void findsTheEntryAmongHundreds() {
    String others = IntStream.range(0, 900).mapToObj(i -> B + "  disk-" + i + ".qcow2\n").collect(Collectors.joining());
    assertThat(digest(others + A + "  disk.qcow2\n" + others)).isEqualTo(Digest.sha256(A));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%s  xdisk.qcow2", "%s  disk.qcow2x", "%s  sub/disk.qcow2", "%s disk.qcow2", "%s  ../disk.qcow2", "%s",
    "%s  DISK.QCOW2"})
  void refusesAListWithoutTheFile(String list) {
    assertThatThrownBy(() -> digest(String.format(list, A))).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The list of digests does not have the file of the upstream\n  where:    " + WHERE);
  }

  @Test
  void refusesTwoDigestsOfOneName() {
    assertThatThrownBy(() -> digest(A + "  disk.qcow2\nSHA256 (./disk.qcow2) = " + B)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The list of digests has two different digests of the upstream");
  }

  @Test
  void refusesWeakAndMalformedDigests() {
    assertThatThrownBy(() -> digest("d41d8cd98f00b204e9800998ecf8427e  disk.qcow2")).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The list of digests has only weak digests");
    assertThatThrownBy(() -> digest("SHA1 (disk.qcow2) = " + "d".repeat(40))).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The list of digests has only weak digests");
    assertThatThrownBy(() -> digest("SHA512 (disk.qcow2) = " + A)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The list of digests has a malformed digest");
  }

  @Test
  void boundsLinesAndTheirNumber() {
    assertThatThrownBy(() -> digest("x".repeat(5000))).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The list of digests has a line that is too long\n  where:    " + WHERE + ":1");
    assertThatThrownBy(() -> digest("\n".repeat(100_001))).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("The list of digests is too long");
  }

  private static Digest digest(String list) {
    return ChecksumFile.digest(list, "disk.qcow2", WHERE);
  }
}
