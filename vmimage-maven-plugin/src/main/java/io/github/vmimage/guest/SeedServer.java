package io.github.vmimage.guest;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Gives one guest what its cloud-init asks for (the NoCloud data source), on a loopback port that only that guest is told. */
final class SeedServer implements AutoCloseable {
  private final HttpServer server;

  private SeedServer(HttpServer server) {
    this.server = server;
  }

  /** Serves files by their names. */
  static SeedServer start(Map<String, String> files) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      String file = files.get(exchange.getRequestURI().getPath().substring(1));
      byte[] body = (file == null ? "" : file).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(file == null ? 404 : 200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    return new SeedServer(server);
  }

  /** The address as QEMU's user network shows this machine to a guest. */
  String address() {
    return "http://10.0.2.2:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
