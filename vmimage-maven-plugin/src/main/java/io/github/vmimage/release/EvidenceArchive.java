package io.github.vmimage.release;

import io.github.vmimage.digest.FileDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The files of a release's evidence in one zip, each as {@code SHA256/NAME}. The manifest names every file by its digest, so the archive
 * proves nothing by itself and needs no digest of its own; whatever lies in it beside those files is not looked at.
 */
public final class EvidenceArchive {
  /** Classifier of the artifact. */
  public static final String CLASSIFIER = "evidence";
  /** Extension of the artifact. */
  public static final String EXTENSION = "zip";
  /** Bytes of all files together; the release files and package lists of a chain of eight images have some megabytes. */
  public static final long MAX_BYTES = 64L * 1024 * 1024;

  /** Names and headers of a thousand files. */
  private static final long MAX_OVERHEAD = 1024 * 1024;

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private EvidenceArchive() {}

  /**
   * Writes an archive. The same files give the same bytes. It appears whole or not at all.
   *
   * @param files local files by what the manifest says of them
   * @param archive where
   * @throws io.github.vmimage.report.ProblemException when a file is not what the manifest says, or the archive cannot be written
   */
  public static void write(Map<EvidenceFile, Path> files, Path archive) {
    Map<String, EvidenceFile> sorted = new TreeMap<>();
    files.keySet().forEach(f -> sorted.put(f.sha256(), f));
    Path part = archive.resolveSibling(archive.getFileName() + ".part");
    try {
      Files.createDirectories(archive.getParent());
      try (OutputStream out = Files.newOutputStream(part); ZipOutputStream zip = new ZipOutputStream(out)) {
        for (EvidenceFile file : sorted.values()) {
          byte[] bytes = Files.readAllBytes(files.get(file));
          if (!isOf(file, bytes)) {
            throw EvidenceProblems.changed(files.get(file), FileDigest.sha256(bytes), file.sha256()).asException();
          }
          ZipEntry entry = new ZipEntry(entry(file));
          entry.setTimeLocal(NO_TIME);
          zip.putNextEntry(entry);
          zip.write(bytes);
          zip.closeEntry();
        }
      }
      Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw EvidenceProblems.unwritable(archive, e.toString()).because(e);
    }
  }

  /**
   * Reads files out of an archive.
   *
   * @param archive from a repository, not verified
   * @param listed what the manifest says of them
   * @return the bytes of each that is there and is what the manifest says, by SHA-256
   * @throws io.github.vmimage.report.ProblemException for an archive that cannot be read
   */
  public static Map<String, byte[]> read(Path archive, Collection<EvidenceFile> listed) {
    Map<String, byte[]> found = new HashMap<>();
    try {
      if (Files.size(archive) > MAX_BYTES + MAX_OVERHEAD) {
        throw EvidenceProblems.unreadable(archive, Files.size(archive) + " bytes").asException();
      }
    } catch (IOException e) {
      throw EvidenceProblems.unreadable(archive, e.toString()).because(e);
    }
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (EvidenceFile file : listed) {
        bytes(zip, file).ifPresent(b -> found.put(file.sha256(), b));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw EvidenceProblems.unreadable(archive, e.toString()).because(e);
    }
    return found;
  }

  private static Optional<byte[]> bytes(ZipFile zip, EvidenceFile file) throws IOException {
    ZipEntry entry = zip.getEntry(entry(file));
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = zip.getInputStream(entry)) {
      // One byte more than there may be, however many the archive claims or has.
      return Optional.of(in.readNBytes((int) file.size() + 1)).filter(b -> isOf(file, b));
    } catch (java.util.zip.ZipException damaged) {
      return Optional.empty();
    }
  }

  private static boolean isOf(EvidenceFile file, byte[] bytes) {
    return bytes.length == file.size() && FileDigest.sha256(bytes).equals(file.sha256());
  }

  private static String entry(EvidenceFile file) {
    return file.sha256() + "/" + file.name();
  }
}
