package io.github.vmimage.disk;

import io.github.vmimage.disk.ExtInode.Type;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * What {@code java.nio.file} tells of a file.
 *
 * @param inode the file
 */
record ExtAttributes(ExtInode inode) implements BasicFileAttributes {

  @Override
  public FileTime lastModifiedTime() {
    return FileTime.from(inode.modified(), TimeUnit.SECONDS);
  }

  @Override
  public FileTime lastAccessTime() {
    return lastModifiedTime();
  }

  @Override
  public FileTime creationTime() {
    return lastModifiedTime();
  }

  @Override
  public boolean isRegularFile() {
    return inode.type() == Type.FILE;
  }

  @Override
  public boolean isDirectory() {
    return inode.type() == Type.FOLDER;
  }

  @Override
  public boolean isSymbolicLink() {
    return inode.type() == Type.LINK;
  }

  @Override
  public boolean isOther() {
    return inode.type() == Type.OTHER;
  }

  @Override
  public long size() {
    return inode.size();
  }

  @Override
  public Object fileKey() {
    return inode.number();
  }
}
