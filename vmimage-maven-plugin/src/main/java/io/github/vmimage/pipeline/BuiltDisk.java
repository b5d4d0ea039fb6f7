package io.github.vmimage.pipeline;

import io.github.vmimage.packer.BuiltImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the one disk among the files that Packer made. */
final class BuiltDisk {
  private static final Pattern DISK = Pattern.compile(".*\\.(qcow2|img|raw|vmdk|vdi|vhd|vhdx)");

  private BuiltDisk() {}

  /**
   * Finds it: the file named after the image, else the only file with a disk's extension, else the only file at all.
   *
   * @param built what Packer made
   * @param imageName the image's name
   * @param log where Packer's output is, for the message
   * @return an existing file
   */
  static Path of(BuiltImage built, String imageName, Path log) {
    List<Path> files = built.artifacts().stream().flatMap(a -> a.files().stream()).map(Path::of).filter(Files::isRegularFile).distinct()
        .toList();
    List<Path> named = files.stream().filter(f -> f.getFileName().toString().matches(Pattern.quote(imageName) + "(\\..*)?"))
        .filter(f -> DISK.matcher(f.getFileName().toString()).matches()).toList();
    List<Path> disks = named.isEmpty() ? files.stream().filter(f -> DISK.matcher(f.getFileName().toString()).matches()).toList() : named;
    List<Path> candidates = disks.isEmpty() ? files : disks;
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    throw (candidates.isEmpty() ? StageProblems.noDisk(log, imageName)
        : StageProblems.severalDisks(log, candidates, imageName)).asException();
  }
}
