package io.github.vmimage.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.ProblemException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectsTest {
  private static final URI HTTPS = URI.create("https://mirror.example.org/images/disk.qcow2");

  @ParameterizedTest
  @CsvSource({
    "https://other.example.org/disk, https://other.example.org/disk",
    "../newer/disk, https://mirror.example.org/newer/disk",
    "//cdn.example.org/disk, https://cdn.example.org/disk",
    "https://cdn.example.org:65535/disk, https://cdn.example.org:65535/disk",
  })
  void goesWhereItMay(String location, String expected) {
    assertThat(new Redirects(HTTPS).next(HTTPS, location)).isEqualTo(URI.create(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "http://mirror.example.org/disk, The server redirects from https to http",
    "HTTP://mirror.example.org/disk, The server redirects from https to http",
    "file:///etc/passwd, The server redirects to something that is not http or https",
    "ftp://mirror.example.org/disk, The server redirects to something that is not http or https",
    "https:///disk, The server redirects to something that is not http or https",
    "'', The server redirects to something that is not http or https",
    "https://cdn.example.org:65536/disk, The server redirects to something that is no URL",
    "'https://a b', The server redirects to something that is no URL",
  })
  void refusesTheRest(String location, String expected) {
    assertThatThrownBy(() -> new Redirects(HTTPS).next(HTTPS, location)).isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(expected + "\n  where:    " + HTTPS);
  }

  @Test
  void doesNotShowPasswordsAndTokens() {
    URI secret = URI.create("http://user:password@cdn.example.org:8080/disk?token=secret");
    assertThatThrownBy(() -> new Redirects(HTTPS).next(HTTPS, secret.toString()))
        .hasMessageContaining("seen:     http://****@cdn.example.org:8080/disk\n")
        .hasMessageNotContaining("password").hasMessageNotContaining("secret");
  }
}
