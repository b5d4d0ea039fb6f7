package io.github.vmimage.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A path in an {@link ExtFileSystem}: names as {@link ExtFolder#text} spells them. A relative one counts from the root. */
final class ExtPath implements Path {
  private static final String[] NONE = {};

  private final ExtFileSystem system;
  private final boolean absolute;
  private final String[] names;
  /** Where a folder said that this is, so that its names need not be read again for each of them; 0 where nobody has said. */
  private final int parent;
  private final int inode;

  ExtPath(ExtFileSystem system, boolean absolute, String... names) {
    this(system, absolute, names, 0, 0);
  }

  private ExtPath(ExtFileSystem system, boolean absolute, String[] names, int parent, int inode) {
    this.system = system;
    this.absolute = absolute;
    this.names = names;
    this.parent = parent;
    this.inode = inode;
  }

  /** A name that was read in this folder, whose inode is {@code folder}. */
  ExtPath child(int folder, String name, int number) {
    String[] all = Arrays.copyOf(names, names.length + 1);
    all[names.length] = name;
    return new ExtPath(system, absolute, all, folder, number);
  }

  int parent() {
    return parent;
  }

  int inode() {
    return inode;
  }

  static ExtPath of(ExtFileSystem system, String text) {
    boolean absolute = text.startsWith("/");
    String[] names = Arrays.stream(text.split("/")).filter(name -> !name.isEmpty()).toArray(String[]::new);
    // The empty path has one empty name, as Path has it.
    return new ExtPath(system, absolute, names.length == 0 && !absolute ? new String[] {""} : names);
  }

  static ExtPath of(Path path) {
    if (path instanceof ExtPath ext) {
      return ext;
    }
    throw new ProviderMismatchException();
  }

  String[] names() {
    return names;
  }

  @Override
  public ExtFileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public Path getRoot() {
    return absolute ? new ExtPath(system, true, NONE) : null;
  }

  @Override
  public Path getFileName() {
    return names.length == 0 ? null : new ExtPath(system, false, names[names.length - 1]);
  }

  @Override
  public Path getParent() {
    return names.length == 0 || names.length == 1 && !absolute ? null
        : new ExtPath(system, absolute, Arrays.copyOf(names, names.length - 1));
  }

  @Override
  public int getNameCount() {
    return names.length;
  }

  @Override
  public Path getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public Path subpath(int begin, int end) {
    if (begin < 0 || end > names.length || begin >= end) {
      throw new IllegalArgumentException(begin + " to " + end + " of " + names.length);
    }
    return new ExtPath(system, false, Arrays.copyOfRange(names, begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof ExtPath ext && ext.system == system && ext.absolute == absolute && ext.names.length <= names.length
        && Arrays.equals(ext.names, 0, ext.names.length, names, 0, ext.names.length);
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof ExtPath ext && ext.system == system && ext.names.length <= names.length
        && (!ext.absolute || absolute && ext.names.length == names.length)
        && Arrays.equals(ext.names, 0, ext.names.length, names, names.length - ext.names.length, names.length);
  }

  @Override
  public Path normalize() {
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      boolean up = name.equals("..") && !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..");
      if (up) {
        kept.remove(kept.size() - 1);
      } else if (!name.equals(".") && !(name.equals("..") && absolute)) {
        kept.add(name);
      }
    }
    return new ExtPath(system, absolute, kept.toArray(NONE));
  }

  @Override
  public Path resolve(Path other) {
    ExtPath ext = of(other);
    if (ext.absolute || names.length == 1 && names[0].isEmpty() && !absolute) {
      return ext;
    }
    if (ext.names.length == 1 && ext.names[0].isEmpty()) {
      return this;
    }
    String[] all = Arrays.copyOf(names, names.length + ext.names.length);
    System.arraycopy(ext.names, 0, all, names.length, ext.names.length);
    return new ExtPath(system, absolute, all);
  }

  /** Only to a path below this one. */
  @Override
  public Path relativize(Path other) {
    if (!other.startsWith(this)) {
      throw new IllegalArgumentException(other + " is not below " + this);
    }
    String[] rest = Arrays.copyOfRange(of(other).names, names.length, of(other).names.length);
    return new ExtPath(system, false, rest.length == 0 ? new String[] {""} : rest);
  }

  /** Spells each byte that is no plain letter. */
  @Override
  public URI toUri() {
    StringBuilder uri = new StringBuilder("vmimage-ext:");
    for (String name : names) {
      uri.append('/');
      for (byte each : ExtFolder.bytes(name)) {
        boolean plain = each >= '0' && each <= '9' || each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z'
            || each == '-' || each == '.' || each == '_';
        uri.append(plain ? "" + (char) each : String.format("%%%02X", each & 0xFF));
      }
    }
    return URI.create(names.length == 0 ? uri + "/" : uri.toString());
  }

  @Override
  public Path toAbsolutePath() {
    return absolute ? this : new ExtPath(system, true, NONE).resolve(this);
  }

  /** No link is looked at: whoever reads a guest decides what its links may lead to. */
  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    Path real = toAbsolutePath().normalize();
    if (system.find(of(real)) == null) {
      throw new NoSuchFileException(toString());
    }
    return real;
  }

  @Override
  public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("nothing changes in a finished disk");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExtPath ext && ext.system == system && ext.absolute == absolute && Arrays.equals(ext.names, names);
  }

  @Override
  public int hashCode() {
    return Objects.hash(absolute, Arrays.hashCode(names));
  }

  @Override
  public String toString() {
    return (absolute ? "/" : "") + String.join("/", names);
  }
}
