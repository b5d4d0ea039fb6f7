package io.github.vmimage.guest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** QEMU's control socket (QMP). One command at a time. */
final class QmpSocket implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  /** A line of {@code info usernet}: protocol, file descriptor, source address and port. */
  private static final Pattern FORWARD = Pattern.compile("TCP\\[HOST_FORWARD]\\s+\\d+\\s+127\\.0\\.0\\.1\\s+(\\d{1,5})\\s");

  private final SocketChannel channel;
  private final BufferedReader answers;

  private QmpSocket(SocketChannel channel) {
    this.channel = channel;
    answers = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }

  /** Connects; fails where QEMU does not listen yet. */
  static QmpSocket connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    QmpSocket qmp = new QmpSocket(channel);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      qmp.answers.readLine();
      qmp.execute("qmp_capabilities", Map.of());
      return qmp;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Gives a command and waits for its answer; what QEMU tells of its own accord meanwhile is passed over. */
  JsonNode execute(String command, Map<String, ?> arguments) throws IOException {
    ByteBuffer line = ByteBuffer.wrap((JSON.writeValueAsString(Map.of("execute", command, "arguments", arguments)) + "\n")
        .getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
    for (String answer = answers.readLine(); answer != null; answer = answers.readLine()) {
      JsonNode json = JSON.readTree(answer);
      if (json.has("return")) {
        return json.get("return");
      } else if (json.has("error")) {
        throw new IOException(command + ": " + json.get("error").path("desc").asText());
      }
    }
    throw new IOException(command + ": QEMU ended");
  }

  /** The port of this machine that QEMU took for the guest's SSH server; it chose a free one itself, so nobody can take it before. */
  OptionalInt forwardedPort() throws IOException {
    return port(execute("human-monitor-command", Map.of("command-line", "info usernet")).asText());
  }

  static OptionalInt port(String usernet) {
    Matcher forward = FORWARD.matcher(usernet);
    return forward.find() ? OptionalInt.of(Integer.parseInt(forward.group(1))) : OptionalInt.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
