package io.github.vmimage.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedServerTest {
  @TempDir
  Path folder;

  private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void servesTheDataOfOneGuestAndNothingElse() throws Exception {
    Path seed = Files.createDirectory(folder.resolve("seed"));
    Files.writeString(seed.resolve("user-data"), "#cloud-config\n");
    Files.writeString(seed.resolve("meta-data"), "instance-id: one\n");
    Files.writeString(seed.resolve("vendor-data"), "");
    Files.writeString(folder.resolve("ssh_key"), "private");
    int closed;
    try (SeedServer server = SeedServer.start(seed)) {
      int port = server.port();
      closed = port;
      assertThat(get(port, "/user-data").body()).isEqualTo("#cloud-config\n");
      assertThat(get(port, "/vendor-data").statusCode()).isEqualTo(200);
      for (String path : List.of("/", "/../ssh_key", "/%2e%2e/ssh_key", "/network-config")) {
        assertThat(get(port, path).statusCode()).as(path).isEqualTo(404);
      }
    }
    assertThatThrownBy(() -> get(closed, "/user-data")).isInstanceOf(IOException.class);
  }

  @Test
  void theEndOfAConsoleIsHarmlessAndShort() throws IOException {
    Path console = Files.writeString(folder.resolve("console"), "x\n".repeat(20_000) + "\u001b[1;31mFailed\u001b[0m to start\u0007\r\n\n");
    assertThat(ConsoleTail.of(console)).hasSize(12).endsWith("Failed to start\\u0007");
    assertThat(ConsoleTail.of(folder.resolve("absent"))).isEmpty();
  }
}
