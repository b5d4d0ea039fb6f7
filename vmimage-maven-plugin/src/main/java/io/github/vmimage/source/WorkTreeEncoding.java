package io.github.vmimage.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An encoding of {@code working-tree-encoding}. {@code UTF-16} and {@code UTF-32} get a byte order mark and little-endian order, which
 * is what Git writes with the C library of Linux on the processors in use.
 *
 * @param charset the encoding
 * @param mark bytes that start a file
 */
record WorkTreeEncoding(Charset charset, byte[] mark) {
  private static final Pattern UTF = Pattern.compile("UTF-?(16|32)(LE|BE)?(-BOM)?");

  static WorkTreeEncoding of(String name) throws Conversion.UnusableException {
    try {
      Matcher utf = UTF.matcher(name.toUpperCase(Locale.ROOT));
      if (!utf.matches()) {
        return new WorkTreeEncoding(writable(name), new byte[0]);
      }
      Charset charset = Charset.forName("UTF-" + utf.group(1) + (utf.group(2) == null ? "LE" : utf.group(2)));
      boolean marked = utf.group(2) == null || utf.group(3) != null;
      return new WorkTreeEncoding(charset, marked ? "\uFEFF".getBytes(charset) : new byte[0]);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new Conversion.UnusableException("working-tree-encoding=" + name + ", which Java does not know");
    }
  }

  private static Charset writable(String name) throws Conversion.UnusableException {
    Charset charset = Charset.forName(name);
    if (!charset.canEncode()) {
      throw new Conversion.UnusableException("working-tree-encoding=" + name + ", which Java can only read");
    }
    return charset;
  }

  /**
   * Encodes a file.
   *
   * @param utf8 its bytes in the repository
   * @return its bytes in the work tree; an empty file stays empty
   * @throws Conversion.UnusableException where the bytes are no UTF-8, or the encoding lacks a character
   */
  byte[] encode(byte[] utf8) throws Conversion.UnusableException {
    if (utf8.length == 0) {
      return utf8;
    }
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(utf8));
      ByteBuffer encoded = charset.newEncoder().onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT).encode(text);
      ByteArrayOutputStream all = new ByteArrayOutputStream(mark.length + encoded.remaining());
      all.writeBytes(mark);
      all.write(encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
      return all.toByteArray();
    } catch (CharacterCodingException e) {
      throw new Conversion.UnusableException("working-tree-encoding=" + charset + ", which cannot hold the file's text");
    }
  }
}
