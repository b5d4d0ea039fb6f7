package io.github.vmimage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CacheIsUsedOfflineIT {
  @RegisterExtension
  static final Bench BENCH = new Bench();

  @Test
  void upstreamIsFetchedOnceAndFoundOfflineAfterwards() throws IOException {
    Path disk = PreparedDisk.ofRelease("tiny", "1.0.0").in(BENCH.folder("disks"));
    AtomicInteger requests = new AtomicInteger();
    HttpServer server = serve(disk, requests);
    ImageProject project;
    String cache = "-Dvmimage.cache=" + BENCH.folder("cache");
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/disk.qcow2";
      project = GuestlessProject.in(BENCH, "tiny").on(url, "<sha256>" + Digests.of("SHA-256", disk) + "</sha256>").withHcl().tagged();

      BENCH.maven(project).run("-o", "install", cache).failedOnceWith("where: ", url).saysNext("-o").neverReached("build").leftNothing();
      assertThat(requests).as("requests while offline").hasValue(0);
      BENCH.maven(project).run("install", cache).succeeded().leftNothing();
      assertThat(requests).hasPositiveValue();
    } finally {
      server.stop(0);
    }
    int before = requests.get();
    BENCH.maven(project).run("-o", "clean", "install", cache).succeeded().leftNothing();
    assertThat(requests).hasValue(before);
    assertThat(project.installedManifest(BENCH.repository()).at("/upstreams/0").toString()).contains(Digests.of("SHA-256", disk));
  }

  private static HttpServer serve(Path disk, AtomicInteger requests) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/disk.qcow2", exchange -> {
      requests.incrementAndGet();
      exchange.sendResponseHeaders(200, Files.size(disk));
      Files.copy(disk, exchange.getResponseBody());
      exchange.close();
    });
    server.start();
    return server;
  }
}
