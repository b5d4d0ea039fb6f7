package io.github.vmimage.source;

import io.github.vmimage.report.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Git's file names are bytes, Java's are text in the encoding of the locale: what to do where they do not meet. */
final class FileNames {
  /** How many files a message lists before it only counts. */
  static final int LISTED = 20;

  private FileNames() {}

  /** The text of a name in Git, or null where its bytes are no UTF-8. */
  static String text(byte[] name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Whether this Java can give a file this name. */
  static boolean fits(String name) {
    try {
      Path.of(name);
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What to say of names that this Java can give no file. */
  static Problem notInThisLocale(Collection<String> names) {
    return TreeProblems.notInThisLocale(names, System.getProperty("sun.jnu.encoding"));
  }

  /** The first files, one on a line, then how many more there are. */
  static String list(Collection<String> names) {
    List<String> first = names.stream().limit(LISTED).map(n -> n.replace("\n", "\\n")).toList();
    return first.stream().collect(Collectors.joining("\n"))
        + (names.size() > first.size() ? "\nand " + (names.size() - first.size()) + " more" : "");
  }
}
