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
import java.util.Locale;

/**
 * Reads a manifest, believing nothing: at most {@value #MAX_BYTES} bytes, UTF-8 without a byte order mark, JSON without a leniency,
 * held against the schema and against the rules between its fields. Whatever is wrong is one
 * {@link Problem} that names the file or URL and the place in it as a JSON pointer.
 */
public final class ManifestReader {
  /** Largest manifest that is read, 16 MiB. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final String ELSE = "; if it stays so, this release is broken: use another version";

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
      throw Problem.environment("The manifest is not there").at(file).saw(Files.exists(file) ? "not a regular file" : "no such file")
          .accepts("a regular file").next("Build the image (mvn install), or resolve it again with mvn -U").asException();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, new ManifestPlace(file.toString(), "Delete " + file + " and resolve it again with mvn -U" + ELSE));
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
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
      return read(in, new ManifestPlace(where, "Fetch it again" + ELSE));
    } catch (IOException e) {
      throw unreadable(where, e);
    }
  }

  private static ManifestDocument read(InputStream in, ManifestPlace place) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw place.problem("The manifest is too large").saw("more than " + MAX_BYTES + " bytes")
          .accepts("at most " + MAX_BYTES + " bytes (16 MiB)").asException();
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
      throw place.problem("The manifest is not UTF-8")
          .saw(String.format(Locale.ROOT, "byte 0x%02x at offset %d", bytes[in.position()], in.position()))
          .accepts("UTF-8 without a byte order mark").asException();
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("\uFEFF")) {
      throw place.problem("The manifest starts with a byte order mark").saw("bytes ef bb bf at offset 0")
          .accepts("UTF-8 without a byte order mark").asException();
    }
    return text;
  }

  private static ProblemException unreadable(String where, IOException e) {
    return Problem.environment("The manifest cannot be read").at(where).saw(e)
        .next("Make it readable and run the command again").because(e);
  }
}
