package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.fuzz.ForeignInput;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of an input are the elements of an upstream: id, url, sha256, sha512, md5, sha1, artifact, those of an archive, and those of a
 * signed list of digests.
 */
class UpstreamDeclarationFuzzTest {
  private static final UpstreamParser PARSER = new UpstreamParser(Path.of("").toAbsolutePath());

  @FuzzTest
  void givesAnUpstreamOrAProblem(byte[] input) throws Exception {
    String[] lines = Arrays.copyOf(ForeignInput.text(input).split("\n", -1), 19);
    UpstreamDeclaration.DebianArchive archive = lines[7] == null ? null : new UpstreamDeclaration.DebianArchive(lines[7], lines[8],
        list(lines[9]), list(lines[10]), list(lines[11]), lines[12], list(lines[13]), lines[14]);
    UpstreamDeclaration.Checksums checksums = lines[15] == null ? null
        : new UpstreamDeclaration.Checksums(lines[15], lines[16], lines[17], list(lines[18]));
    UpstreamDeclaration declaration = new UpstreamDeclaration(lines[0], lines[1], lines[2], lines[3], lines[4], lines[5], lines[6],
        archive, checksums, null);

    ForeignInput.check(() -> assertThat(PARSER.parse(List.of(declaration, declaration))).doesNotContainNull());
    ForeignInput.check(() -> {
      if (PARSER.parse(List.of(declaration)).get(0) instanceof UrlUpstream url) {
        if (url.trust() instanceof UrlTrust.Pinned pinned) {
          assertThat(pinned.digest().hex()).matches("[0-9a-f]{64}|[0-9a-f]{128}");
        } else {
          assertThat(((UrlTrust.SignedChecksums) url.trust()).fingerprints()).isNotEmpty();
        }
      }
    });
  }

  private static List<String> list(String line) {
    return line == null ? null : List.of(line.split("\t"));
  }
}
