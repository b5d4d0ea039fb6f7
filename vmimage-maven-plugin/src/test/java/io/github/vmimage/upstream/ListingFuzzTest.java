package io.github.vmimage.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vmimage.digest.Digest;
import io.github.vmimage.fuzz.ForeignInput;
import java.net.URI;
import java.util.List;

/** A server's page of links, and the same text as a list of digests that lies beside a file. */
class ListingFuzzTest {
  private static final URI FILE = URI.create("https://mirror.example/bookworm/20240717-1811/disk-20240717-1811.qcow2");
  private static final String PLACE = "https://mirror.example/bookworm/";

  @FuzzTest
  void namesNothingButPlacesBelowTheFolder(byte[] input) throws Exception {
    String page = ForeignInput.text(input);

    List<String> names = Listing.links(page);
    assertThat(names).doesNotHaveDuplicates().allMatch(n -> n.matches("[A-Za-z0-9][A-Za-z0-9._~+-]{0,199}"));
    DatedLocation now = DatedLocation.of(FILE).orElseThrow();
    for (String name : names) {
      DatedName.of(name).ifPresent(dated -> {
        assertThat(dated.name()).isEqualTo(name);
        assertThat(dated.isNewerThan(dated)).isFalse();
        assertThat(now.name().isNewerThan(dated) && dated.isNewerThan(now.name())).isFalse();
        assertThat(now.with(dated).normalize().toString()).startsWith(PLACE);
      });
    }
    ForeignInput.check(() -> NeighbourDigest.find(page, "disk-20240717-1811.qcow2", "https://mirror.example/SUMS", Digest.Algorithm.SHA512,
        true).ifPresent(d -> assertThat(d.hex()).matches("[0-9a-f]{128}")));
  }
}
