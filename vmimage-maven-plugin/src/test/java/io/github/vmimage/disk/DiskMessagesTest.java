package io.github.vmimage.disk;

import io.github.vmimage.report.Messages;
import io.github.vmimage.report.MessagesContract;
import java.nio.file.Path;

/** The messages of disks. */
public class DiskMessagesTest extends MessagesContract {
  private static final Path FOLDER = Path.of("/home/ada/app-image/target/vmimage");
  private static final Path DISK = FOLDER.resolve("images/app-image-0.1.0.qcow2");
  private static final String NO_SPACE = "java.io.IOException: No space left on device";

  DiskMessagesTest() {
    super(messages());
  }

  /** With samples. */
  public static Messages messages() {
    String partition = DISK + ", partition 1";
    return Messages.of("disk", "Disk: the finished disk, opened without root")
        .from(DiskProblems.class)
        .say("absent", DISK, "no such file")
        .say("unreadable", DISK, "java.nio.file.AccessDeniedException: " + DISK)
        .say("dependent", DISK, "qcow2 with a backing file")
        .say("otherFormat", DISK, "vmdk", "qcow2")
        .say("notClosed", DISK, "qcow2 marked dirty")
        .say("damagedContainer", DISK.toString(), "clusters of 2^40 bytes")
        .say("cutOff", DISK.toString(), "bytes 8589934080 to 8589934592 of 402653184")
        .say("notConverted", DISK, NO_SPACE)
        .say("unknownAnswer", DISK, "{\"format\":\"qcow2\"}")
        .say("damagedPartitions", DISK.toString(), "GPT entries with a wrong checksum")
        .say("damagedFileSystem", partition, "4194304 blocks of 2^12 bytes in 8588869120 bytes")
        .say("guestCutOff", partition, "ext file system with a journal to replay")
        .say("errorsInFileSystem", partition)
        .say("noRoot", DISK.toString(), "partition 1: NTFS\npartition 2: swap")
        .say("severalRoots", DISK.toString(), "partition 1\npartition 3")
        .say("damagedAppliance", FOLDER + "/app.ova", "no .ovf, 1 files .vmdk")
        .say("unreadableContent", FOLDER.resolve("scratch/manifest/disk-1/partition-1"), "java.io.IOException: Input/output error")
        .say("unwritableListing", FOLDER.resolve("images/content.txt"), NO_SPACE)
        .from(FuseProblems.class)
        .say("absent", Path.of("/dev/fuse"))
        .say("forbidden", Path.of("/dev/fuse"))
        .say("unwritableScratch", FOLDER.resolve("scratch/audit"), NO_SPACE)
        .say("scratchNotEmptied", FOLDER.resolve("scratch/audit/disk-1"), "java.nio.file.DirectoryNotEmptyException: whole")
        .say("unreadable", DISK, "java.io.IOException: Input/output error")
        .say("serverEnded", DISK, "qemu-storage-daemon: ended")
        .say("inUse", DISK, "Failed to get shared \"write\" lock")
        .say("stopped", DISK);
  }
}
