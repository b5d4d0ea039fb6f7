package io.github.vmimage.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vmimage.report.AbsentException;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPageTest {
  private static final byte[] LOGIN = "<!DOCTYPE html>\n<html><head><title>Sign in to\n the network</title></head></html>".getBytes();

  @ParameterizedTest
  @ValueSource(strings = {"<!DOCTYPE html><p>", "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", "\r\n  <html lang=en>", "<HTML>",
      "\u00ef\u00bb\u00bf<!DOCTYPE html>", "<?xml version=\"1.0\"?>\n<!DOCTYPE html>", "<!-- proxy -->\n<html>", "<head><meta charset=utf-8>",
      "<script>location='https://login.example'</script>"})
  void isKnownByItsBeginning(String page) {
    assertThat(HtmlPage.shown(page.getBytes(StandardCharsets.ISO_8859_1))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"a\": \"<html>\"}", "-----BEGIN PGP SIGNED MESSAGE-----\n<html>", "<?xml version=\"1.0\"?><metadata/>",
      "<htmlike>", "QFI\u00fb<html>", "9f86d081  <html>"})
  void noOtherFileIsOne(String file) {
    assertThat(HtmlPage.shown(file.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
  }

  @Test
  void isRefusedWhereAFileIsAskedForAndTakenWhereAPageIs() throws IOException {
    try (FaultyServer server = new FaultyServer()) {
      Download download = new Download(Network.direct(), TransferProgress.SILENT);
      URI whole = server.on("/SHA256SUMS.gpg", FaultyServer.file(LOGIN));
      // One byte at first, as a server sends that flushes often.
      URI slow = server.on("/slow", (request, out) -> {
        FaultyServer.cut(LOGIN, 1).write(request, out);
        out.flush();
        out.write(LOGIN, 1, LOGIN.length - 1);
      });
      for (URI url : new URI[] {whole, slow}) {
        assertRefused(() -> download.small(url, 4000), url);
        assertRefused(() -> download.smallIfThere(url, 4000), url);
        assertRefused(() -> download.image(url, new Sink.Memory()), url);
        assertThat(download.page(url, 4000)).isEqualTo(LOGIN);
      }
    }
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable asking, URI url) {
    assertThatThrownBy(asking).isInstanceOf(ProblemException.class).isNotInstanceOf(AbsentException.class)
        .hasMessageStartingWith("A page came in place of the file, so the file was not reached\n  where:    " + url
            + "\n  seen:     an HTML page: Sign in to the network");
  }

  /** A cache that a page got into would be another file under a digest. */
  @Test
  void leavesNothingInTheCache(@TempDir Path folder) throws IOException {
    try (FaultyServer server = new FaultyServer()) {
      URI url = server.on("/disk.qcow2", FaultyServer.file(LOGIN));
      UpstreamCache cache = new UpstreamCache(folder, io.github.vmimage.report.Progress.SILENT);
      assertThatThrownBy(() -> cache.obtain(io.github.vmimage.digest.Digest.sha256("0".repeat(64)), url.toString(),
          sink -> new Download(Network.direct(), TransferProgress.SILENT).image(url, sink))).hasMessageContaining("A page came");
      try (var files = Files.walk(folder)) {
        assertThat(files.filter(Files::isRegularFile).filter(f -> !f.toString().endsWith(".lock"))).isEmpty();
      }
    }
  }
}
