package io.github.vmimage.guest;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Serves the NoCloud data of one guest on the loopback address, where QEMU's user network has it for the guest alone. */
final class SeedServer implements AutoCloseable {
  private static final Set<String> FILES = Set.of("meta-data", "user-data", "vendor-data");
  private static final int NOT_FOUND = 404;

  private final HttpServer server;
  private boolean closed;

  private SeedServer(HttpServer server) {
    this.server = server;
  }

  static SeedServer start(Path folder) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> {
        String name = exchange.getRequestURI().getPath().replaceFirst("^/", "");
        byte[] body = FILES.contains(name) ? Files.readAllBytes(folder.resolve(name)) : new byte[0];
        exchange.sendResponseHeaders(FILES.contains(name) ? 200 : NOT_FOUND, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
      });
      server.start();
      return new SeedServer(server);
    } catch (IOException e) {
      throw GuestProblems.noPort(folder, e.toString()).because(e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.stop(0);
    }
  }
}
