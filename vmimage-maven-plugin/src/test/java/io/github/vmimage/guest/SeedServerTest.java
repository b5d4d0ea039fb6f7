package io.github.vmimage.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One stream with many requests, as QEMU hands it on. */
@Timeout(30)
class SeedServerTest {
  private static final String META = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 12\r\nConnection: close\r\n\r\n"
      + "name: guëst"; // 11 letters, of which one takes two bytes

  @TempDir
  private Path dir;
  private SeedServer server;
  private SocketChannel stream;

  @BeforeEach
  void connect() throws IOException {
    server = SeedServer.start(Map.of("meta-data", "name: guëst"), dir.resolve("seed"));
    stream = SocketChannel.open(StandardProtocolFamily.UNIX);
    stream.connect(UnixDomainSocketAddress.of(server.socket()));
  }

  @AfterEach
  void end() throws IOException {
    stream.close();
    server.close();
  }

  private String ask(String request, int bytes) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1));
    while (all.hasRemaining()) {
      stream.write(all);
    }
    InputStream in = Channels.newInputStream(stream);
    return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
  }

  private String meta(String before) throws IOException {
    return ask(before + "GET /meta-data HTTP/1.1\r\nHost: 10.0.2.100\r\nConnection: close\r\n\r\n", META.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void answersOneRequestBehindTheOtherOverOneStream() throws IOException {
    for (int n = 0; n < 3; n++) {
      assertThat(meta("")).isEqualTo(META);
    }
  }

  @Test
  void saysOfAnUnknownFileThatThereIsNone() throws IOException {
    String none = "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    assertThat(ask("GET /../key HTTP/1.0\r\n\r\n", none.length())).isEqualTo(none);
    assertThat(meta("")).isEqualTo(META);
  }

  @Test
  void aRequestThatWasBrokenOffCostsTheNextNothing() throws IOException {
    assertThat(meta("GET /user-da")).isEqualTo(META);
    assertThat(meta("GET /user-data HTTP/1.1\r\nHost: 10")).isEqualTo(META);
  }

  @Test
  void keepsNoMoreThanTheBeginningOfALine() throws IOException {
    assertThat(meta("x".repeat(5_000_000) + "\n\n" + "POST / HTTP/1.1\r\n\r\n")).isEqualTo(META);
  }

  @Test
  void leavesTheSocketToNobodyElse() throws IOException {
    assertThat(meta("")).isEqualTo(META);
    server.close();
    try (SocketChannel second = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      second.connect(UnixDomainSocketAddress.of(dir.resolve("seed")));
      assertThat(second).as("a closed server").isNull();
    } catch (IOException refused) {
      assertThat(refused).hasMessageContaining("refused");
    }
  }
}
