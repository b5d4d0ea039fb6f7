variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "qemu" "image" {
  disk_image   = true
  iso_url      = var.upstream
  iso_checksum = var.upstream_checksum
  qemuargs = [
    ["-drive", "file=fat:${path.root}/seed,if=virtio"],
    ["-initrd", "boot/initrd.img"],
  ]
}

build {
  sources = ["source.qemu.image"]
}
