package io.github.vmimage.download;

import io.github.vmimage.digest.Digests;
import io.github.vmimage.report.AbsentException;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Gets files from http, https and file URLs. Redirects are followed, never from https to http and never to another scheme; a broken
 * transfer goes on where it broke when the server can tell that the file is still the same.
 *
 * <p>Nothing is verified here.
 */
public final class Download {
  /** How many requests may break before a file is given up. */
  public static final int TRIES = HttpTransfer.TRIES;

  /** More than any image is; keeps an endless answer from filling the disk. */
  static final long MAX_IMAGE_BYTES = 256L << 30;

  private final Network network;
  private final TransferProgress progress;
  private final HttpClient client;

  /**
   * Makes a downloader.
   *
   * @param network how other machines are reached
   * @param progress hears of each download
   */
  public Download(Network network, TransferProgress progress) {
    this(network, progress, HttpClient.newBuilder());
  }

  /**
   * Makes a downloader that trusts other servers than the machine does.
   *
   * @param network how other machines are reached
   * @param progress hears of each download
   * @param builder knows which servers' certificates to trust
   */
  public Download(Network network, TransferProgress progress, HttpClient.Builder builder) {
    this.network = network;
    this.progress = progress;
    // Version 1.1, because an offer of version 2 over plain http confuses old proxies.
    this.client = builder.version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(network.connect()).proxy(network.proxies()).build();
  }

  /** {@return whether the network must not be used} */
  public boolean offline() {
    return network.offline();
  }

  /**
   * Gets an image.
   *
   * @param url http, https or file
   * @param sink gets the bytes
   * @throws ProblemException when it cannot be had whole
   */
  public void image(URI url, Sink sink) {
    file(url, sink, MAX_IMAGE_BYTES);
  }

  /**
   * Gets a small file into memory.
   *
   * @param url http, https or file
   * @param limit how many bytes it may have
   * @return all of them
   * @throws ProblemException when it cannot be had whole
   */
  public byte[] small(URI url, int limit) {
    Sink.Memory memory = new Sink.Memory();
    file(url, memory, limit);
    return memory.bytes();
  }

  /**
   * Gets a page, such as a server shows of a folder. Everything else that is asked for is no page, and a page that comes in its place, from
   * a proxy or the login of a network, is refused.
   *
   * @param url http, https or file
   * @param limit how many bytes it may have
   * @return all of them
   * @throws ProblemException when it cannot be had whole
   */
  public byte[] page(URI url, int limit) {
    Sink.Memory memory = new Sink.Memory();
    get(url, memory, limit);
    return memory.bytes();
  }

  /**
   * The same for a file that may be missing.
   *
   * @param url http, https or file
   * @param limit how many bytes it may have
   * @return nothing where the server answers that it has no such file, and where the folder has none
   * @throws ProblemException when it cannot be had whole
   */
  public Optional<byte[]> smallIfThere(URI url, int limit) {
    try {
      return Optional.of(small(url, limit));
    } catch (AbsentException absent) {
      return Optional.empty();
    }
  }

  private void file(URI url, Sink sink, long limit) {
    FileSink file = new FileSink(url, sink);
    get(url, file, limit);
    file.end();
  }

  private void get(URI url, Sink sink, long limit) {
    if (url.getScheme().equalsIgnoreCase("file")) {
      copy(url, sink, limit);
    } else if (network.offline()) {
      throw DownloadProblems.offline(url).asException();
    } else {
      new HttpTransfer(client, network, progress, url, sink, limit).run();
    }
  }

  private void copy(URI url, Sink sink, long limit) {
    Path file = Path.of(url);
    try (InputStream in = Files.newInputStream(file)) {
      sink.expect(Files.size(file));
      progress.started(url.toString(), Files.size(file));
      byte[] buffer = new byte[Digests.BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (sink.received() + n > limit) {
          throw new IOException("larger than " + limit + " bytes");
        }
        sink.write(buffer, 0, n);
        progress.progressed(url.toString(), sink.received());
      }
      progress.succeeded(url.toString(), sink.received());
    } catch (NoSuchFileException e) {
      throw new AbsentException(DownloadProblems.unreadableFile(url, file, e.toString()), e);
    } catch (IOException e) {
      progress.failed(url.toString(), e.toString());
      throw DownloadProblems.unreadableFile(url, file, e.toString()).because(e);
    }
  }
}
