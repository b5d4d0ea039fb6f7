package io.github.vmimage.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of an ext2, ext3 or ext4 file system, for reading with {@code java.nio.file}, without a mount. No link is ever followed here.
 * A folder that a hostile disk has put in two places, such as below itself, is an error in the second. For several threads.
 */
final class ExtFileSystem extends FileSystem {
  /** Names remembered, of whatever folders were asked for last. */
  private static final int MAX_REMEMBERED = 200_000;

  private final ExtVolume volume;
  private final ExtProvider provider = new ExtProvider();
  /** Folders of one file system; a guest has some thousand. */
  private static final int MAX_FOLDERS = 500_000;
  /** Of so many folders, more than the name is remembered. */
  private static final int MAX_INODES = 20_000;

  private final Map<Integer, Place> places = new ConcurrentHashMap<>();
  private final LinkedHashMap<Integer, Map<String, Integer>> folders = new LinkedHashMap<>(64, 0.75f, true);
  private int remembered;

  ExtFileSystem(DiskBytes bytes) throws IOException {
    volume = new ExtVolume(bytes);
    places.put(ExtVolume.ROOT, new Place(0, "", volume.inode(ExtVolume.ROOT)));
  }

  Path root() {
    return new ExtPath(this, true);
  }

  ExtVolume volume() {
    return volume;
  }

  /** Where a folder is; its inode may be null, to be read again. */
  private record Place(int parent, String name, ExtInode inode) {
    boolean is(int folder, String called) {
      return parent == folder && name.equals(called);
    }
  }

  /** What a path names, or null; an error where that cannot be told. */
  ExtInode find(ExtPath path) throws IOException {
    String[] names = path.names();
    if (path.inode() != 0) {
      return child(path.parent(), names[names.length - 1], path.inode());
    }
    ExtInode at = places.get(ExtVolume.ROOT).inode();
    for (int n = 0; n < names.length; n++) {
      if (names[n].isEmpty() || names[n].equals(".")) {
        continue;
      }
      if (at.type() != ExtInode.Type.FOLDER) {
        return null;
      }
      Integer child = names[n].equals("..") ? null : names(at).get(names[n]);
      if (child == null) {
        return null;
      }
      at = child(at.number(), names[n], child);
    }
    return at;
  }

  private ExtInode child(int folder, String name, int number) throws IOException {
    Place known = places.get(number);
    if (known != null && known.inode() != null && known.is(folder, name)) {
      return known.inode();
    }
    ExtInode inode = volume.inode(number);
    if (inode.type() != ExtInode.Type.FOLDER) {
      return inode;
    }
    if (places.size() > MAX_FOLDERS) {
      throw new IOException("more than " + MAX_FOLDERS + " folders");
    }
    Place first = places.putIfAbsent(number, new Place(folder, name, places.size() < MAX_INODES ? inode : null));
    if (first != null && !first.is(folder, name)) {
      throw new DamagedExtException("a folder that is in two places");
    }
    return inode;
  }

  ExtInode get(Path path) throws IOException {
    ExtInode found = DamagedExtException.instead(() -> find(ExtPath.of(path)));
    if (found == null) {
      throw new NoSuchFileException(path.toString());
    }
    return found;
  }

  /** What is in a folder. */
  List<Path> list(Path path) throws IOException {
    ExtInode folder = get(path);
    if (folder.type() != ExtInode.Type.FOLDER) {
      throw new NotDirectoryException(path.toString());
    }
    ExtPath ext = ExtPath.of(path);
    List<Path> content = new ArrayList<>();
    DamagedExtException.instead(() -> names(folder)).forEach((name, number) -> content.add(ext.child(folder.number(), name, number)));
    return content;
  }

  private Map<String, Integer> names(ExtInode folder) throws IOException {
    synchronized (folders) {
      Map<String, Integer> known = folders.get(folder.number());
      if (known != null) {
        return known;
      }
    }
    Map<String, Integer> names = ExtFolder.names(volume, folder);
    synchronized (folders) {
      if (folders.put(folder.number(), names) == null) {
        remembered += names.size();
      }
      var eldest = folders.entrySet().iterator();
      while (remembered > MAX_REMEMBERED && folders.size() > 1) {
        remembered -= eldest.next().getValue().size();
        eldest.remove();
      }
    }
    return names;
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  /** Does nothing: what was opened is closed by whoever opened the disk. */
  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(root());
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of(new ExtStore(volume));
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic", "unix");
  }

  @Override
  public Path getPath(String first, String... more) {
    return ExtPath.of(this, more.length == 0 ? first : first + "/" + String.join("/", more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
