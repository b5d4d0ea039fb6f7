package io.github.vmimage.seal;

import io.github.vmimage.seal.GuestEntry.Kind;
import io.github.vmimage.seal.GuestEntry.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the file system says about the paths of this machine below a guest's root: remembered, so that a name costs one system call however
 * many rules ask for it, and bounded. A failure is part of the answer. No link is ever followed here.
 */
final class GuestFiles {
  /** Names looked up, and names listed, in one audit; a sealed image needs some hundreds. Keeps time and memory in bounds. */
  static final int MAX_NAMES = 200_000;
  /** Bytes read of one file: configuration is a few kilobytes. */
  static final int MAX_FILE = 1 << 20;
  /** Bytes read in one audit. */
  static final long MAX_READ = 64L << 20;

  private final int maxNames;
  private final long maxRead;
  private final Map<Path, Node> nodes = new HashMap<>();
  private final Map<Path, Listing> listings = new HashMap<>();
  private int namesListed;
  private long bytesRead;

  GuestFiles(int maxNames, long maxRead) {
    this.maxNames = maxNames;
    this.maxRead = maxRead;
  }

  /** What a folder holds, in order; {@code why} is empty, or tells why this may not be all. */
  record Listing(List<Path> content, String why) {}

  /** The beginning of a file; {@code why} is empty, or tells why this is not all. */
  record Text(String text, String why) {}

  Node node(Path host) {
    Node known = nodes.get(host);
    if (known != null) {
      return known;
    }
    if (nodes.size() >= maxNames) {
      return Node.unreadable("not looked at: the audit has looked at " + maxNames + " entries already");
    }
    // A folder that was listed to its end tells what is absent, without another look: hundreds of names are asked for in each home.
    Listing beside = listings.get(host.getParent());
    boolean absent = beside != null && beside.why().isEmpty() && Collections.binarySearch(beside.content(), host) < 0;
    Node node = absent ? Node.ABSENT : look(host);
    nodes.put(host, node);
    return node;
  }

  private static Node look(Path host) {
    try {
      BasicFileAttributes is = Files.readAttributes(host, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Kind kind = is.isRegularFile() ? Kind.FILE : is.isDirectory() ? Kind.FOLDER : is.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
      return new Node(kind, is.size(), "");
    } catch (NoSuchFileException e) {
      return Node.ABSENT;
    } catch (IOException e) {
      return Node.unreadable(reason(e));
    }
  }

  /** For a folder only. */
  Listing content(Path folder) {
    return listings.computeIfAbsent(folder, this::list);
  }

  private Listing list(Path folder) {
    List<Path> content = new ArrayList<>();
    String why = "";
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path each : stream) {
        if (++namesListed > maxNames) {
          why = "not listed to its end: the audit has listed " + maxNames + " names already";
          break;
        }
        content.add(each);
      }
    } catch (DirectoryIteratorException e) {
      why = reason(e.getCause());
    } catch (IOException e) {
      why = reason(e);
    }
    content.sort(Comparator.naturalOrder());
    return new Listing(content, why);
  }

  /** For a regular file only: another kind might never give an answer. Bytes that are no UTF-8 become U+FFFD. */
  Text text(Path file) {
    if (bytesRead >= maxRead) {
      return new Text("", "not read: the audit has read " + maxRead + " bytes already");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MAX_FILE);
      bytesRead += bytes.length;
      String why = bytes.length == MAX_FILE && in.read() >= 0 ? "only the first " + MAX_FILE + " of its bytes were looked at" : "";
      return new Text(new String(bytes, StandardCharsets.UTF_8), why);
    } catch (IOException e) {
      return new Text("", reason(e));
    }
  }

  static String reason(IOException e) {
    String why = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return "cannot be read: " + (why == null ? e.getClass().getSimpleName() : why);
  }
}
