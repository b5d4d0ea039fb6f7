package io.github.vmimage.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** One file on an HTTP server of this machine, at a free port. */
final class LoopbackFile implements AutoCloseable {
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpServer server;
  private final String name;

  LoopbackFile(Path file) {
    name = file.getFileName().toString();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/" + name, exchange -> {
      requests.incrementAndGet();
      exchange.sendResponseHeaders(200, Files.size(file));
      Files.copy(file, exchange.getResponseBody());
      exchange.close();
    });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /** How often it was asked for, also after the end. */
  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
