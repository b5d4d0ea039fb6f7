package io.github.vmimage.seal;

import java.nio.file.Path;

/** A name in a guest's tree and what is there. It is looked up once, when first asked. */
final class GuestEntry {

  /** What is behind a name. */
  enum Kind {
    ABSENT,
    FILE,
    FOLDER,
    LINK,
    /** A device, a socket or a pipe; never opened. */
    OTHER,
    UNREADABLE
  }

  /** What the file system says; {@code why} only for {@link Kind#UNREADABLE}. */
  record Node(Kind kind, long size, String why) {
    static final Node ABSENT = new Node(Kind.ABSENT, 0, "");

    static Node unreadable(String why) {
      return new Node(Kind.UNREADABLE, 0, why);
    }
  }

  private final GuestTree tree;
  private final String path;
  private final Path host;
  private Node node;

  /** With {@code node} null, it is looked up when asked for. */
  GuestEntry(GuestTree tree, String path, Path host, Node node) {
    this.tree = tree;
    this.path = path;
    this.host = host;
    this.node = node;
  }

  /** As the guest spells it, from its root; links on the way are not replaced. */
  String path() {
    return path;
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Where it is on this machine; no link on the way there. */
  Path host() {
    return host;
  }

  /** What is there. An unreadable entry notes a trouble each time, since each rule that meets it has to fail. */
  Kind kind() {
    if (node == null) {
      node = tree.node(host);
    }
    if (node.kind() == Kind.UNREADABLE) {
      tree.trouble(path, node.why());
    }
    return node.kind();
  }

  boolean exists() {
    return kind() != Kind.ABSENT;
  }

  /** In bytes; 0 for all that is no file. */
  long size() {
    return kind() == Kind.FILE ? node.size() : 0;
  }

  boolean isEmptyFile() {
    return kind() == Kind.FILE && node.size() == 0;
  }

  /** Whether it holds data: a file that is not empty. */
  boolean isFilledFile() {
    return kind() == Kind.FILE && node.size() > 0;
  }

  /** What is there, in words, without its content. */
  String describe() {
    return switch (kind()) {
      case ABSENT -> "missing";
      case FILE -> node.size() == 0 ? "an empty file" : node.size() == 1 ? "a file of 1 byte" : "a file of " + node.size() + " bytes";
      case FOLDER -> "a folder";
      case LINK -> "a symbolic link";
      case OTHER -> "a device, socket or pipe";
      case UNREADABLE -> node.why();
    };
  }
}
