package io.github.vmimage.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/** The bytes of a blob as they stand in a work tree. Streams what can be streamed, so that a large file costs no memory. */
final class BlobContent {
  /** Files to be re-encoded or searched for {@code $Id$} are held in memory; Git has no such limit. */
  static final int HELD_LIMIT = 64 * 1024 * 1024;

  private final ObjectReader reader;

  BlobContent(ObjectReader reader) {
    this.reader = reader;
  }

  /**
   * Writes a blob.
   *
   * @param id the blob
   * @param conversion what Git would do to it
   * @param out gets the bytes
   */
  void write(ObjectId id, Conversion conversion, OutputStream out) throws IOException, Conversion.UnusableException {
    ObjectLoader loader = reader.open(id, Constants.OBJ_BLOB);
    if (!conversion.ident() && conversion.encoding().isEmpty()) {
      Source source = loader::copyTo;
      convertEol(source, conversion.eol(), out);
      return;
    }
    if (loader.getSize() > HELD_LIMIT) {
      throw new Conversion.UnusableException("ident or working-tree-encoding on a file of more than " + HELD_LIMIT + " bytes");
    }
    byte[] content = loader.getBytes(HELD_LIMIT);
    byte[] filled = !conversion.ident() ? content
        : conversion.isHeld() ? IdentKeyword.fillHeld(content, id.name()) : IdentKeyword.fillStreamed(content, id.name());
    ByteArrayOutputStream lines = new ByteArrayOutputStream(filled.length);
    convertEol(o -> o.write(filled), conversion.eol(), lines);
    out.write(conversion.encoding().isEmpty() ? lines.toByteArray()
        : WorkTreeEncoding.of(conversion.encoding()).encode(lines.toByteArray()));
  }

  private static void convertEol(Source source, Conversion.Eol eol, OutputStream out) throws IOException {
    boolean convert = switch (eol) {
      case KEEP, AUTO_KEEP -> false;
      case CRLF -> true;
      case AUTO_CRLF -> {
        ByteCount count = new ByteCount();
        source.copyTo(count);
        yield count.wantsCarriageReturns();
      }
    };
    source.copyTo(convert ? new CrLfStream(out) : out);
  }

  /** Bytes that can be had more than once. */
  private interface Source {
    void copyTo(OutputStream out) throws IOException;
  }
}
