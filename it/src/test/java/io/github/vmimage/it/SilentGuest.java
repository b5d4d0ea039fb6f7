package io.github.vmimage.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A guest that starts, says one line on its serial console and sleeps for ever: Packer waits for it in vain, at no cost. */
final class SilentGuest {
  /** What it says. */
  static final String WORDS = "This guest has nothing to say.";

  private static final int SECTOR = 512;
  private static final int LOADED_AT = 0x7c00;

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

      variable "ssh_username" {
        type = string
      }

      variable "ssh_private_key_file" {
        type = string
      }

      source "qemu" "disk" {
        disk_image       = true
        iso_url          = var.upstream
        iso_checksum     = var.upstream_checksum
        output_directory = var.output_directory
        vm_name          = "${var.image_name}.qcow2"
        format           = "qcow2"
        skip_compaction  = true
        accelerator      = var.accelerator
        headless         = true
        vnc_bind_address = "127.0.0.1"
        boot_wait        = "-1s"
        qemuargs = [
          ["-netdev", "user,id=user.0,hostfwd=tcp:127.0.0.1:{{ .SSHHostPort }}-:22"],
          ["-serial", "file:${dirname(var.output_directory)}/serial.log"],
        ]
        communicator         = "ssh"
        ssh_username         = var.ssh_username
        ssh_private_key_file = var.ssh_private_key_file
        ssh_timeout          = "24h"
        shutdown_command     = "true"
      }

      build {
        sources = ["source.qemu.disk"]
      }
      """;

  private SilentGuest() {}

  /** An image project whose build starts this guest. */
  static ImageProject project(Bench bench, String artifact) {
    return GuestlessProject.in(bench, artifact).on(disk(bench.folder("disks-of-" + artifact))).with(TEMPLATE);
  }

  /** A boot sector: 16-bit code that writes to the first serial port (0x3f8), then halts with interrupts off. */
  private static Path disk(Path folder) {
    byte[] code = {
        (byte) 0xfa, // cli
        0x31, (byte) 0xc0, // xor ax, ax
        (byte) 0x8e, (byte) 0xd8, // mov ds, ax
        (byte) 0xbe, 0, 0, // mov si, words
        (byte) 0xba, (byte) 0xf8, 0x03, // mov dx, 0x3f8
        (byte) 0xac, // next: lodsb
        (byte) 0x84, (byte) 0xc0, // test al, al
        0x74, 0x03, // jz done
        (byte) 0xee, // out dx, al
        (byte) 0xeb, (byte) 0xf8, // jmp next
        (byte) 0xf4, // done: hlt
        (byte) 0xeb, (byte) 0xfd, // jmp done
    };
    int words = LOADED_AT + code.length;
    code[6] = (byte) words;
    code[7] = (byte) (words >> 8);
    byte[] sector = Arrays.copyOf(code, SECTOR);
    byte[] text = (WORDS + "\r\n").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, sector, code.length, text.length);
    sector[510] = 0x55;
    sector[511] = (byte) 0xaa;
    try {
      Files.write(folder.resolve("disk.raw"), Arrays.copyOf(sector, 1 << 20));
      Program.in(folder).run("qemu-img", "convert", "-f", "raw", "-O", "qcow2", "disk.raw", "disk.qcow2");
      return folder.resolve("disk.qcow2");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
