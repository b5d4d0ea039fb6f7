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
  qemu_img_args {
    create = ["-b", "/srv/other.qcow2"]
  }
}

build {
  sources = ["source.qemu.image"]
}
