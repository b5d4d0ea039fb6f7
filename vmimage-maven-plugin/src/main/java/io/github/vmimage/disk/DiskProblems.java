package io.github.vmimage.disk;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;
import java.nio.file.Path;

/** What can be wrong with the file that holds a disk. */
final class DiskProblems {
  private static final String BUILD = "build the image again";
  private static final int SHOWN = 500;

  private DiskProblems() {}

  static Problem absent(Path disk, String seen) {
    return Problem.project("There is no disk").at(disk).saw(seen).next("build the image first: mvn install");
  }

  static Problem unreadable(Path disk, String reason) {
    return Problem.environment("The disk cannot be read").at(disk).saw(reason).next(Hints.readable(disk));
  }

  static Problem dependent(Path disk, String seen) {
    return Problem.project("The disk does not stand by itself").at(disk).saw(seen)
        .accepts("one complete file: qcow2, raw, VHD, VHDX or sparse VMDK, without backing file and not encrypted")
        .next("a disk of your own template: write a complete one (qemu builder: skip_compaction = true, use_backing_file = false)\n"
            + "anybody else's: open it with no tool, and ask for one that is complete");
  }

  static Problem otherFormat(Path disk, String seen, String told) {
    return Problem.project("The disk has another format than it is said to have").at(disk).saw(seen)
        .accepts(told + ", as its name or its manifest says")
        .next("find out who made it; qemu-img info -f " + seen + " " + Hints.word(disk) + " shows what it is");
  }

  static Problem notClosed(Path disk, String seen) {
    return Problem.project("The disk was not closed properly by the program that wrote it").at(disk).saw(seen)
        .next(BUILD + "; to look at this one: qemu-img check " + Hints.word(disk));
  }

  static Problem damagedContainer(String disk, String seen) {
    return Problem.project("The tables of the disk image file are damaged").at(disk).saw(seen)
        .next("qemu-img check " + Hints.word(Path.of(disk)) + "; then " + BUILD);
  }

  static Problem cutOff(String disk, String seen) {
    return Problem.project("The disk ends before the data that its own headers point to").at(disk).saw(seen)
        .next("build the disk again; a copy that was cut off looks like this");
  }

  static Problem notConverted(Path target, String reason) {
    return Problem.environment("The converted disk cannot be written").at(target).saw(reason)
        .next(Hints.roomAndRights(target.toAbsolutePath().getParent()));
  }

  static Problem unknownAnswer(Path disk, String json) {
    return Problem.environment("The answer of qemu-img was not understood").at(disk)
        .saw(json.length() > SHOWN ? json.substring(0, SHOWN) : json).accepts("JSON with format and virtual-size")
        .next("qemu-img info --output=json " + Hints.word(disk));
  }

  static Problem damagedPartitions(String disk, String seen) {
    return Problem.project("The partition table of the disk is damaged").at(disk).saw(seen)
        .accepts("an MBR, or a GPT of which one copy holds, with sectors of 512 or 4096 bytes")
        .next("look at it with sfdisk --dump, and build the disk again");
  }

  static Problem damagedFileSystem(String partition, String seen) {
    return Problem.project("The root file system is damaged").at(partition).saw(seen).accepts("a file system that fits its partition")
        .next(BUILD);
  }

  static Problem guestCutOff(String partition, String seen) {
    return Problem.project("The guest was cut off, not shut down gracefully: its last writes are missing from the disk").at(partition)
        .saw(seen).accepts("a guest that was shut down before its disk was taken")
        .next("set shutdown_command in the Packer template, such as \"sudo shutdown -P now\", and build again");
  }

  static Problem errorsInFileSystem(String partition) {
    return Problem.project("The guest found errors in its root file system").at(partition).saw("ext file system marked with errors")
        .next(BUILD + ", and look at the guest's console for the first error");
  }

  static Problem noRoot(String disk, String partitions) {
    return Problem.project("No root file system was found on the disk, so it cannot be audited").at(disk).saw(partitions)
        .accepts("a file system with etc/os-release or etc/fstab, not encrypted, in a GPT or MBR partition, on LVM or on the whole disk")
        .next("let the upstream's root file system be ext4, without encryption");
  }

  static Problem severalRoots(String disk, String partitions) {
    return Problem.project("There are several root file systems on the disk; which one to audit is not plain").at(disk).saw(partitions)
        .accepts("one file system with etc/os-release or etc/fstab").next("build an image with one root file system");
  }

  static Problem damagedAppliance(String file, String seen) {
    return Problem.project("The OVA holds no disk that can be read").at(file).saw(seen)
        .accepts("a tar (USTAR) with one .ovf and one .vmdk")
        .next("tar -tvf " + Hints.word(Path.of(file)) + ", and export the appliance again");
  }

  static Problem unreadableContent(Path root, String reason) {
    return Problem.project("The content of the disk cannot be read completely, so it has no digest").at(root).saw(reason)
        .next("e2fsck -fn on the root file system; then " + BUILD);
  }

  static Problem unwritableListing(Path listing, String reason) {
    return Problem.environment("The content listing cannot be written").at(listing).saw(reason)
        .next(Hints.roomAndRights(listing.toAbsolutePath().getParent()));
  }
}
