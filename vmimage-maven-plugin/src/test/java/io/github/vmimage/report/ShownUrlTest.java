package io.github.vmimage.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownUrlTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      https://h.example/d.img?X-Amz-Signature=s3cret           | https://h.example/d.img
      https://h.example:8443/a%20b/d.img#s3cret                | https://h.example:8443/a%20b/d.img
      HTTPS://h.example?sig=s3cret                             | HTTPS://h.example
      https://h.example/d?a=(1);b=2,token=s3cret              | https://h.example/d
      https://user:s3cret@h.example/d                          | https://****@h.example/d
      https://user@corp.example:s3cret@h.example/d             | https://****@h.example/d
      https://user:s3'cret@h.example/d                         | https://****@h.example/d
      ssh://git:s3cret@h.example/d.git                         | ssh://****@h.example/d.git
      Not from r (https://u:s3cret@h.example/r): status code: 503 | Not from r (https://****@h.example/r): status code: 503
      https://a.example/x?s3cret and https://b.example/y?s3cret then | https://a.example/x and https://b.example/y then
      "https://a.example/x?s3cret", which                      | "https://a.example/x", which
      """)
  void isWithoutWhatLetsItsReaderIn(String text, String shown) {
    assertThat(ShownUrl.in(text)).isEqualTo(shown.strip()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      https://h.example/d.img
      file:///srv/images/disk.qcow2
      nbd+unix:///disk?socket=/tmp/disk.sock
      Is that so? ask me@h.example
      git@h.example:images/app.git
      deb http://mirror.example/debian bookworm main
      https://[::1]:8080/d.img
      https://h.example/m.json#/images/0/sha256
      """)
  void isAsItIsOtherwise(String text) {
    assertThat(ShownUrl.in(text)).isEqualTo(text);
  }

  @Test
  void aProblemShowsNoSecretOfAUrlInAnyOfItsParts() {
    String url = "https://user:s3cret@h.example/d?sig=s3cret";
    assertThat(Problem.project("Of " + url).at(url).saw(url).accepts("not " + url).next("curl " + url))
        .asString().doesNotContain("s3cret").contains("h.example/d");
  }

  /** No text of a server or a tool takes long. */
  @Test
  void isFoundInTimeWhateverTheText() {
    String hostile = "a".repeat(200_000) + "://" + "@".repeat(200_000) + "https://".repeat(50_000);
    assertThat(ShownUrl.in(hostile)).isNotNull();
  }
}
