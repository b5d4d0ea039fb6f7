variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "qemu" "image" {
  disk_image = true
  iso_url = var.upstream
  iso_checksum = var.upstream_checksum
  qemuargs = [
    ["-drive", "file=/srv/other.qcow2,if=virtio,format=qcow2"],
    ["-m", "512M"],
  ]
}

build {
  sources = ["source.qemu.image"]
}
