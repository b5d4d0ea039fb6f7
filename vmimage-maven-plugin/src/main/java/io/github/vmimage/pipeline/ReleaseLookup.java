package io.github.vmimage.pipeline;

import io.github.vmimage.disk.DiskFormat;
import io.github.vmimage.disk.StandaloneDisk;
import io.github.vmimage.release.CheckedRelease;
import io.github.vmimage.release.Coordinates;
import io.github.vmimage.release.ReleaseDescription;
import io.github.vmimage.release.ReleasedImageCheck;
import io.github.vmimage.report.AbsentException;
import io.github.vmimage.report.Problem;
import io.github.vmimage.report.Problems;
import io.github.vmimage.report.Progress;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** Looks a release up by its coordinates, checks it and tells what it is. */
public final class ReleaseLookup {
  private static final DiskFormat DISK = DiskFormat.QCOW2;

  private final ImageRepository images;
  private final Progress progress;

  /**
   * Looks in a repository.
   *
   * @param images where releases come from
   * @param progress told how far a disk has been read
   */
  public ReleaseLookup(ImageRepository images, Progress progress) {
    this.images = images;
    this.progress = progress;
  }

  /**
   * Resolves, checks and describes a release.
   *
   * @param image {@code groupId:artifactId:version}
   * @param format {@code text} or {@code json}
   * @return the description, ending in a line end
   * @throws io.github.vmimage.report.ProblemException for wrong parameters, an absent release, or one that is not whole
   */
  public String describe(String image, String format) {
    Problems problems = new Problems();
    String[] parts = image.split(":", -1);
    if (parts.length != 3 || java.util.Arrays.stream(parts).anyMatch(p -> !p.matches("[A-Za-z0-9_.-]+"))) {
      problems.add(StageProblems.badCoordinates(image));
    }
    problems.collect(() -> AnswerFormat.require(format));
    problems.throwIfAny();
    CheckedRelease release = check(images, new Coordinates(parts[0], parts[1], parts[2]), progress).release();
    return format.equals("json") ? ReleaseDescription.json(release) : ReleaseDescription.text(release);
  }

  /**
   * Fetches the signature of a release's manifest. Only where the repositories answer that there is none, is there none.
   *
   * @param absent words the problem where there is none: of what image, and what the repository said
   */
  static Path signature(ImageRepository images, Coordinates coordinates, BiFunction<Coordinates, String, Problem> absent) {
    try {
      return images.fetch(coordinates, "json.asc");
    } catch (AbsentException e) {
      throw absent.apply(coordinates, e.problems().get(0).what()).because(e);
    }
  }

  /** Fetches a release's manifest and disk and checks one against the other; the disk has to stand by itself, too. */
  static FetchedRelease check(ImageRepository images, Coordinates coordinates, Progress progress) {
    String format = DISK.driver();
    CheckedRelease release = ReleasedImageCheck.check(images.fetch(coordinates, "json"), images.fetch(coordinates, format), coordinates,
        format, progress);
    return new FetchedRelease(release, StandaloneDisk.of(Path.of(release.disk()), DISK));
  }
}
