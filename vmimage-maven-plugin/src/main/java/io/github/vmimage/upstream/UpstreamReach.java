package io.github.vmimage.upstream;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.download.Download;
import io.github.vmimage.download.DownloadProblems;
import io.github.vmimage.download.HttpReach;
import io.github.vmimage.download.Network;
import io.github.vmimage.download.TransferProgress;
import io.github.vmimage.download.UpstreamCache;
import io.github.vmimage.process.Processes;
import io.github.vmimage.process.Tool;
import io.github.vmimage.report.AbsentException;
import io.github.vmimage.report.Progress;
import io.github.vmimage.signature.Keyring;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks whether upstreams can be had, without getting them: an answer of the server, a file that is there, an entry of the cache. */
public final class UpstreamReach {
  /** How long one server may take to answer, redirects included. */
  public static final Duration LIMIT = Duration.ofSeconds(5);

  private final HttpReach http;
  private final UpstreamCache cache;
  private final MachineSources machine;
  private final SignedChecksums checksums;

  /**
   * Asks over a network.
   *
   * @param processes starts apt-get, for archives without mirrors
   * @param network proxies and credentials; its limits are not used
   * @param cache where proven upstreams lie
   */
  public UpstreamReach(Processes processes, Network network, UpstreamCache cache) {
    this.http = new HttpReach(network, LIMIT);
    this.cache = cache;
    this.checksums = new SignedChecksums(cache, new Download(network, TransferProgress.SILENT), Clock.systemUTC());
    this.machine = new MachineSources(processes, Tool.APT_GET.executable());
  }

  /**
   * Where an upstream comes from.
   *
   * @param upstream a URL or an archive
   * @return what would be asked for first: the file, then its list of digests and that one's signature; or the
   *      signed release file of each source; nothing for an artifact
   * @throws io.github.vmimage.report.ProblemException where this machine's apt has no source of the archive
   */
  public List<URI> places(Upstream upstream) {
    if (upstream instanceof UrlUpstream file) {
      List<URI> places = new ArrayList<>(List.of(file.url()));
      if (file.trust() instanceof UrlTrust.SignedChecksums signed) {
        places.add(signed.checksums());
        signed.signature().ifPresent(places::add);
      }
      return places;
    }
    return upstream instanceof DebianArchiveUpstream archive ? sources(archive).stream().map(AptSource::inRelease).toList() : List.of();
  }

  private List<AptSource> sources(DebianArchiveUpstream archive) {
    if (archive.mirrors().isEmpty()) {
      return machine.of(archive.suite(), archive.components());
    }
    List<AptSource> sources = new ArrayList<>();
    for (String mirror : archive.mirrors()) {
      try {
        sources.add(AptSource.parse(mirror));
      } catch (AptSource.RefusedException e) {
        throw new IllegalArgumentException("the parser of the POM lets no such mirror through: " + mirror, e);
      }
    }
    return sources;
  }

  /**
   * Whether this is a file of this machine, which may be looked at offline too.
   *
   * @param place from {@link #places}
   * @return true for a file URL
   */
  public static boolean isHere(URI place) {
    return place.getScheme().equalsIgnoreCase("file");
  }

  /**
   * Asks for a file, and gets at most one byte of it.
   *
   * @param place from {@link #places}
   * @return its size in bytes, where that is known
   * @throws io.github.vmimage.report.ProblemException when it cannot be had
   */
  public OptionalLong ask(URI place) {
    if (place.getPath() != null && place.getPath().endsWith("/InRelease")) {
      return askForRelease(place);
    }
    return askForFile(place);
  }

  /** An archive may have Release and Release.gpg instead. */
  private OptionalLong askForRelease(URI inRelease) {
    try {
      return askForFile(inRelease);
    } catch (AbsentException e) {
      try {
        return askForFile(inRelease.resolve("Release"));
      } catch (AbsentException neither) {
        throw e;
      }
    }
  }

  private OptionalLong askForFile(URI place) {
    if (!isHere(place)) {
      return http.ask(place);
    }
    Path file = Path.of(place);
    try {
      if (Files.notExists(file)) {
        throw new AbsentException(DownloadProblems.unreadableFile(place, file, "no such file"), null);
      }
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw DownloadProblems.unreadableFile(place, file, "not a file that may be read").asException();
      }
      return OptionalLong.of(Files.size(file));
    } catch (IOException e) {
      throw DownloadProblems.unreadableFile(place, file, e.toString()).because(e);
    }
  }

  /**
   * Looks into the cache.
   *
   * @param upstream a URL or an archive
   * @return the file that an offline build would use, if it is still what its name says; nothing for an artifact
   */
  public Optional<Path> cached(Upstream upstream) {
    if (upstream instanceof UrlUpstream file) {
      Optional<Digest> digest = file.trust() instanceof UrlTrust.SignedChecksums signed ? checksums.peek(file, signed)
          : Optional.of(((UrlTrust.Pinned) file.trust()).digest());
      return digest.flatMap(cache::peek);
    }
    if (!(upstream instanceof DebianArchiveUpstream archive)) {
      return Optional.empty();
    }
    try {
      String declaration = DebianArchive.declaration(archive, Keyring.read(archive.keyring()).only(archive.fingerprints()));
      return new ArchiveDisks(cache, Progress.SILENT).newest(declaration)
          .flatMap(e -> cache.peek(Digest.sha256(e.sha256())));
    } catch (IOException e) {
      throw cache.unusable(e);
    }
  }
}
