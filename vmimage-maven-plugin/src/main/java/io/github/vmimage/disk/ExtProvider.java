package io.github.vmimage.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code java.nio.file.Files} may ask an {@link ExtFileSystem}: everything that reads, without following a link. */
final class ExtProvider extends FileSystemProvider {

  @Override
  public String getScheme() {
    return "vmimage-ext";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  private static ExtInode get(Path path) throws IOException {
    try {
      return ExtPath.of(path).getFileSystem().get(path);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw named(path, e);
    }
  }

  /** Names the file, as the system's own provider does. */
  private static FileSystemException named(Path path, IOException e) {
    FileSystemException named = new FileSystemException(path.toString(), null, e.getMessage());
    named.initCause(e);
    return named;
  }

  @Override
  public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (options.stream().anyMatch(o -> o != StandardOpenOption.READ && o != LinkOption.NOFOLLOW_LINKS)) {
      throw new ReadOnlyFileSystemException();
    }
    ExtInode file = get(path);
    if (file.type() != ExtInode.Type.FILE) {
      throw new FileSystemException(path.toString(), null, "no regular file");
    }
    return new ExtContent(ExtPath.of(path).getFileSystem().volume(), file);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> content = new ArrayList<>();
    try {
      for (Path path : ExtPath.of(folder).getFileSystem().list(folder)) {
        if (filter.accept(path)) {
          content.add(path);
        }
      }
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw named(folder, e);
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return content.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    ExtFileSystem system = ExtPath.of(link).getFileSystem();
    ExtInode inode = get(link);
    if (inode.type() != ExtInode.Type.LINK) {
      throw new NotLinkException(link.toString());
    }
    try {
      byte[] target = DamagedExtException.instead(() -> system.volume().target(inode));
      return ExtPath.of(system, ExtFolder.text(target, 0, target.length));
    } catch (IOException e) {
      throw named(link, e);
    }
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException(type.getName());
    }
    return type.cast(new ExtAttributes(get(path)));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
    ExtInode inode = get(path);
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : attributes.substring(attributes.indexOf(':') + 1).split(",")) {
      values.put(name, switch (name) {
        case "mode" -> inode.mode();
        case "uid" -> inode.uid();
        case "gid" -> inode.gid();
        case "size" -> inode.size();
        case "rdev" -> inode.device();
        default -> throw new UnsupportedOperationException(name);
      });
    }
    return values;
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    get(path);
    if (List.of(modes).contains(AccessMode.WRITE)) {
      throw new ReadOnlyFileSystemException();
    }
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return one.equals(other) || get(one).number() == get(other).number();
  }

  @Override
  public boolean isHidden(Path path) {
    return path.getFileName() != null && path.getFileName().toString().startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) {
    return new ExtStore(ExtPath.of(path).getFileSystem().volume());
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void delete(Path path) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new ReadOnlyFileSystemException();
  }
}
