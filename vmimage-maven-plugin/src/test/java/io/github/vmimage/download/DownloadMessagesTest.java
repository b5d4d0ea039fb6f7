package io.github.vmimage.download;

import io.github.vmimage.digest.Digest;
import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.net.URI;
import java.nio.file.Path;

/** The messages of downloads. */
public class DownloadMessagesTest extends MessagesContract {
  private static final URI URL = URI.create("https://mirror.example/images/disk.qcow2");
  private static final Path CACHE = Path.of("/home/ada/.cache/vmimage");
  private static final String SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String OTHER = "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7";
  private static final String NO_SPACE = "java.io.IOException: No space left on device";

  DownloadMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    URI file = URI.create("file:///srv/images/disk.qcow2");
    return Messages.of("download", "Downloads: files from elsewhere, and the cache")
        .from(DownloadProblems.class)
        .say("offline", URL)
        .say("unreadableFile", file, Path.of(file), "java.nio.file.NoSuchFileException: /srv/images/disk.qcow2")
        .say("silent", URL, 10L)
        .say("unreachable", URL, "mirror.example: Name or service not known")
        .say("broken", URL, 5, 41943040L, 402653184L, "the server sent nothing for 30.0 s")
        .say("tooLarge", URL, 2199023255552L, 1099511627776L)
        .say("refusedByServer", URL, 401)
        .say("refusedByServer", URL, 404)
        .say("refusedByServer", URL, 407)
        .say("refusedByServer", URL, 503)
        .say("refusedAfterRedirect", URL, 403, URI.create("https://cdn.example/disk.qcow2"))
        .say("refusedAfterRedirect", URL, 404, URI.create("https://cdn.example/disk.qcow2"))
        .say("page", URL, "an HTML page: Sign in to the guest network")
        .say("redirectToNoUrl", URL, "http://[mirror")
        .say("redirectToOtherScheme", URL, "ftp://cdn.example/disk.qcow2")
        .say("redirectOutOfHttps", URL, "http://cdn.example/disk.qcow2")
        .say("redirectInACircle", URL, URL.toString())
        .say("tooManyRedirects", URL, "https://cdn.example/11", 10)
        .say("unwritablePart", CACHE.resolve("sha256/2c/" + SHA256 + ".4217.part"), NO_SPACE)
        .say("noRoom", CACHE.resolve("sha256/2c"), 104857600L, 402653184L)
        .say("unusableCache", CACHE, "java.nio.file.AccessDeniedException: " + CACHE)
        .say("otherDigest", URL.toString(), Digest.sha256(OTHER), 402653184L, Digest.sha256(SHA256));
  }
}
