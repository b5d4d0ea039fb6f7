variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "qemu" "image" {
  iso_url = coalesce(var.upstream, "https://images.example.org/disk.qcow2")
  iso_checksum = var.upstream_checksum
}

build {
  sources = ["source.qemu.image"]
}
