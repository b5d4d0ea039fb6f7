package io.github.vmimage.it;

import java.util.function.UnaryOperator;

/**
 * A guest that switches itself off after some seconds, on a disk that is sealed and stamped: the whole line with a real Packer and a real
 * QEMU, in the time of a few breaths. Nobody logs in.
 */
final class BriefGuest {
  private static final int SECONDS = 2;

  private static final String TEMPLATE = """
      variable "upstream" {
        type = string
      }

      variable "upstream_checksum" {
        type = string
      }

      variable "image_name" {
        type = string
      }

      variable "output_directory" {
        type = string
      }

      variable "accelerator" {
        type = string
      }

      source "qemu" "disk" {
        disk_image       = true
        iso_url          = var.upstream
        iso_checksum     = var.upstream_checksum
        output_directory = var.output_directory
        vm_name          = "${var.image_name}.qcow2"
        format           = "qcow2"
        disk_size        = "1G"
        disk_interface   = "ide"
        skip_compaction  = true
        accelerator      = var.accelerator
        headless         = true
        # It may be gone before Packer has shaken hands.
        disable_vnc      = true
        boot_wait        = "-1s"
        communicator     = "none"
        shutdown_timeout = "5m"
      }

      build {
        sources = ["source.qemu.disk"]
      }
      """;

  private BriefGuest() {}

  /** An image project at 1.0.0 whose build starts this guest; its content takes seconds to read. */
  static ImageProject project(Bench bench, String artifact, int bulk) {
    return project(bench, artifact, bulk, template -> template);
  }

  /** The same with another template. */
  static ImageProject project(Bench bench, String artifact, int bulk, UnaryOperator<String> change) {
    PreparedDisk disk = PreparedDisk.ofRelease(artifact, "1.0.0").withBulk(bulk).thatSwitchesOffAfter(SECONDS);
    return GuestlessProject.in(bench, artifact).on(disk.in(bench.folder("disks"))).with(change.apply(TEMPLATE));
  }
}
