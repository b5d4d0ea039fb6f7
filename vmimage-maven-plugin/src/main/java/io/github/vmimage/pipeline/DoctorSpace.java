package io.github.vmimage.pipeline;

import io.github.vmimage.guest.FreeMemory;
import io.github.vmimage.guest.GuestSize;
import io.github.vmimage.pipeline.DoctorLine.Section;
import io.github.vmimage.pipeline.DoctorLine.State;
import io.github.vmimage.report.ProblemException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Compares free disk and memory with what one build needs. The need is an estimate: what a build installs is known to nobody before.
 *
 * <ul>
 * <li>The guest's disk D, while it is built: three times the upstreams' files, since a compressed disk grows about threefold when it is
 * unpacked, and 2 GiB for what is installed; never more than the disks' virtual sizes. 4 GiB where no size is known.
 * <li>The build folder: D, and half of it for the compressed disk beside it, where later its clones write; 3 GiB more for each bootstrap
 * from a package archive (the tree, the disk made of it, and its compressed copy).
 * <li>The cache: what is yet to be downloaded, and 1 GiB for each disk that is yet to be bootstrapped, or of unknown size.
 * <li>The folder for temporary files: 64 MiB.
 * <li>Memory: what the guest of the build gets, or what the two clones get that run at the same time, whichever is more.
 * </ul>
 * Folders on one file system share its space, so their needs are added. Less than the need is a warning; less than half of it fails.
 */
final class DoctorSpace {
  private static final long INSTALLED = 2 * Bytes.GIB;
  private static final long GUESS = 4 * Bytes.GIB;
  private static final long BOOTSTRAP = 3 * Bytes.GIB;
  private static final long CACHED_DISK = Bytes.GIB;
  private static final long TEMPORARY = 64 * Bytes.MIB;

  /** A folder and what is needed in it. */
  record Need(String name, Path folder, long bytes, String how, String next) {}

  /** A folder's file system, and what is free on it. */
  private record Room(Need need, FileStore store, long free) {}

  private final ImageProject project;
  private final UpstreamSizes sizes;
  private final Path temporary;

  DoctorSpace(ImageProject project, UpstreamSizes sizes, Path temporary) {
    this.project = project;
    this.sizes = sizes;
    this.temporary = temporary;
  }

  List<DoctorLine> lines() {
    List<DoctorLine> lines = new ArrayList<>(folders(needs()));
    lines.add(memory(FreeMemory.bytes()));
    return lines;
  }

  List<Need> needs() {
    long disk = sizes.isUnknown() ? GUESS : 3 * sizes.files() + INSTALLED;
    boolean bounded = sizes.virtual() > 0 && sizes.virtual() < disk;
    disk = bounded ? sizes.virtual() : disk;
    String how = (bounded ? "1.5 x the disk's virtual size" : sizes.isUnknown() ? "1.5 x 4 GiB, as no upstream's size is known"
        : "1.5 x (3 x the upstreams + 2 GiB)") + (sizes.toBootstrap() > 0 ? ", 3 GiB for a bootstrap" : "");
    long cache = sizes.toFetch() + (sizes.toBootstrap() + sizes.toFetchOfUnknownSize()) * CACHED_DISK;
    return List.of(
        new Need("build folder", project.buildDirectory(), disk + disk / 2 + sizes.toBootstrap() * BOOTSTRAP, how,
            "free room there (mvn clean, or older builds), or build on another disk"),
        new Need("cache", project.cache(), cache, cache == 0 ? "nothing is to be fetched" : "what is to be fetched or bootstrapped",
            "free room there, or give another folder with -Dvmimage.cache=FOLDER"),
        new Need("temporary files", temporary, TEMPORARY, "keys, sockets, the probe",
            "free room there, or set TMPDIR and -Djava.io.tmpdir in MAVEN_OPTS"));
  }

  private static List<DoctorLine> folders(List<Need> needs) {
    List<DoctorLine> lines = new ArrayList<>();
    List<Room> rooms = new ArrayList<>();
    for (Need need : needs) {
      try {
        FileStore store = Files.getFileStore(existing(need.folder()));
        rooms.add(new Room(need, store, store.getUsableSpace()));
      } catch (IOException e) {
        lines.add(DoctorLine.of(Section.SPACE, State.WARNING, need.name(), need.folder() + ": " + e).next("ls -ld " + need.folder()));
      }
    }
    for (Room room : rooms) {
      long all = rooms.stream().filter(r -> r.store().equals(room.store())).mapToLong(r -> r.need().bytes()).sum();
      lines.add(line(room.need(), room.free(), all));
    }
    return lines;
  }

  /** One folder; all that is needed on its file system may be more than it needs itself. */
  static DoctorLine line(Need need, long free, long all) {
    State state = need.bytes() == 0 || free >= all ? State.OK : free < all / 2 ? State.FAILED : State.WARNING;
    String together = state != State.OK && all > need.bytes() ? "; all that is on this file system: " + Bytes.text(all) : "";
    DoctorLine line = new DoctorLine(Section.SPACE, state, need.name(), List.of(Bytes.text(free) + " free",
        "needs " + Bytes.text(need.bytes()), need.folder().toString(), need.how() + together), Map.of(), "")
        .fact("folder", need.folder().toString()).fact("freeBytes", free).fact("neededBytes", need.bytes())
        .fact("neededOnFileSystemBytes", all).fact("how", need.how());
    return state == State.OK ? line : line.next(need.next());
  }

  private static Path existing(Path folder) {
    Path at = folder.toAbsolutePath().normalize();
    while (at.getParent() != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at;
  }

  DoctorLine memory(OptionalLong free) {
    long built;
    try {
      built = GuestSize.of(project.guest().cpus(), project.guest().memory()).memory();
    } catch (ProblemException told) {
      return DoctorLine.of(Section.SPACE, State.NOT_ASKED, "memory", "the guest's memory is out of range");
    }
    if (free.isEmpty()) {
      return DoctorLine.of(Section.SPACE, State.NOT_ASKED, "memory", "this system does not tell what is free");
    }
    long tested = project.tests().untested().isPresent() ? 0 : GuestSize.leastMemory(TwinBoot.NAMES.size(), project.guest().memory());
    long need = Math.max(built, tested) * Bytes.MIB;
    DoctorLine line = new DoctorLine(Section.SPACE, free.getAsLong() < need ? State.WARNING : State.OK, "memory",
        List.of(Bytes.text(free.getAsLong()) + " free", "needs " + Bytes.text(need), "",
            tested > built ? "what two clones get" : "what the guest gets"), Map.of(), "")
        .fact("freeBytes", free.getAsLong()).fact("neededBytes", need);
    return line.state() == State.OK ? line : line.next("end other programs, or give the guest less with -Dvmimage.memory=MIB");
  }
}
