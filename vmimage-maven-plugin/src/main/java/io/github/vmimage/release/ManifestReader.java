package io.github.vmimage.release;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vmimage.digest.FileDigest;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a manifest, believing nothing: at most {@value #MAX_BYTES} bytes, UTF-8 without a byte order mark, JSON without a leniency,
 * held against the schema and against the rules between its fields. Whatever is wrong is one
 * {@link io.github.vmimage.report.Problem} that names the file or URL and the place in it as a JSON pointer.
 */
public final class ManifestReader {
  /** Largest manifest that is read, 16 MiB. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private ManifestReader() {}

  /**
   * Reads a manifest from a file.
   *
   * @param file a regular file
   * @return what it says
   * @throws ProblemException when it cannot be read or is no manifest this plugin accepts
   */
  public static ManifestDocument read(Path file) {
    // Asked first, since opening a named pipe would wait for ever.
    if (!Files.isRegularFile(file)) {
      throw ManifestProblems.absent(file, Files.exists(file) ? "not a regular file" : "no such file").asException();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, ManifestPlace.ofFile(file));
    } catch (IOException e) {
      throw ManifestProblems.unreadable(file, e.toString()).because(e);
    }
  }

  /**
   * Reads a manifest from a stream, which stays open.
   *
   * @param in the bytes
   * @param where path or URL they come from, for messages
   * @return what it says
   * @throws ProblemException when it cannot be read or is no manifest this plugin accepts
   */
  public static ManifestDocument read(InputStream in, String where) {
    try {
      return read(in, ManifestPlace.ofStream(where));
    } catch (IOException e) {
      throw ManifestProblems.brokenTransfer(where, e.toString()).because(e);
    }
  }

  private static ManifestDocument read(InputStream in, ManifestPlace place) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw ManifestProblems.tooLarge(place, MAX_BYTES).asException();
    }
    return document(bytes, place);
  }

  /** Takes bytes for a manifest. */
  static ManifestDocument document(byte[] bytes, ManifestPlace place) {
    JsonNode tree = ManifestJson.tree(text(bytes, place), place);
    ManifestSchema.check(tree, place);
    Manifest manifest = ManifestJson.manifest(tree, place);
    ManifestRules.check(manifest, place);
    return new ManifestDocument(place.name(), FileDigest.sha256(bytes), manifest);
  }

  /** Decodes here, since Jackson would take other encodings too, guess among them, and pass over a byte order mark. */
  private static String text(byte[] bytes, ManifestPlace place) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(1 << 13);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      result = decoder.decode(in, out.clear(), true);
    }
    if (result.isError()) {
      throw ManifestProblems.notUtf8(place, bytes[in.position()], in.position()).asException();
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("\uFEFF")) {
      throw ManifestProblems.byteOrderMark(place).asException();
    }
    return text;
  }
}
