package io.github.vmimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.download.SilentPort;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.pipeline.DoctorLine.State;
import io.github.vmimage.report.Progress;
import io.github.vmimage.upstream.ArtifactUpstream;
import io.github.vmimage.upstream.Upstream;
import io.github.vmimage.upstream.UpstreamReach;
import io.github.vmimage.upstream.UrlTrust;
import io.github.vmimage.upstream.UrlUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorUpstreamsTest {
  private static final String HEX = "ab".repeat(32);

  @TempDir
  private Path folder;
  private final UpstreamSizes sizes = new UpstreamSizes();
  private SilentPort silent;

  @BeforeEach
  void takeAPort() throws IOException {
    silent = new SilentPort();
  }

  @AfterEach
  void giveThePortBack() throws IOException {
    silent.close();
  }

  private DoctorLine look(Upstream upstream, boolean offline) {
    StageContext context = Projects.context(Projects.in(folder, List.of()), offline);
    DoctorRequest request = new DoctorRequest(true, List.of(), c -> c.artifactId().equals("sibling"), "text", true, text -> {});
    UpstreamReach reach = new UpstreamReach(context.processes(), context.network(),
        new UpstreamCache(folder.resolve("cache"), Progress.SILENT));
    List<DoctorLine> lines = new DoctorUpstreams(context, request, reach, sizes).lines(upstream);
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  private static Upstream url(URI url) {
    return new UrlUpstream("disk", url, new UrlTrust.Pinned(Digest.sha256(HEX)));
  }

  private void cache() throws IOException {
    Path entry = folder.resolve("cache/sha256/ab").resolve(HEX);
    Files.createDirectories(entry.getParent());
    Files.write(entry, new byte[2048]);
  }

  @Test
  void looksAtAFileAlsoOffline() throws IOException {
    Path file = Files.write(folder.resolve("disk"), new byte[2048]);
    DoctorLine line = look(url(file.toUri()), true);
    assertThat(line.state()).isEqualTo(State.OK);
    assertThat(line.cells().get(0)).endsWith(", 2.0 KiB");
    assertThat(sizes.toFetch()).isEqualTo(2048);
    assertThat(look(url(folder.resolve("absent").toUri()), true).state()).isEqualTo(State.FAILED);
  }

  @Test
  void failsWhereNobodyAnswers() throws IOException {
    DoctorLine line = look(url(silent.url("/disk")), false);
    assertThat(line.state()).isEqualTo(State.FAILED);
    assertThat(line.cells().get(0)).startsWith("The server cannot be reached: http://127.0.0.1:");
    assertThat(line.next()).isNotBlank();
    assertThat(sizes.toFetchOfUnknownSize()).isEqualTo(1);
  }

  @Test
  void onlyWarnsWhereTheFileIsInTheCache() throws IOException {
    cache();
    assertThat(look(url(silent.url("/disk")), false).state()).isEqualTo(State.WARNING);
    assertThat(sizes.files()).isEqualTo(2048);
    assertThat(sizes.toFetch()).isZero();
  }

  @Test
  void asksNobodyOffline() throws IOException {
    DoctorLine missing = look(url(silent.url("/disk")), true);
    assertThat(missing.state()).isEqualTo(State.MISSING);
    assertThat(missing.cells().get(0)).contains("not asked, offline; not in the cache");
    cache();
    DoctorLine cached = look(url(silent.url("/disk")), true);
    assertThat(cached.state()).isEqualTo(State.NOT_ASKED);
    assertThat(cached.cells().get(0)).contains("not asked, offline; in the cache");
  }

  @Test
  void looksForAReleaseUnlessThisBuildMakesIt() {
    assertThat(look(new ArtifactUpstream("base", "org.example", "base", "1", Optional.empty(), List.of()),
        false).state()).isEqualTo(State.FAILED);
    assertThat(look(new ArtifactUpstream("base", "org.example", "sibling", "1", Optional.empty(), List.of()),
        false).state()).isEqualTo(State.OK);
  }
}
