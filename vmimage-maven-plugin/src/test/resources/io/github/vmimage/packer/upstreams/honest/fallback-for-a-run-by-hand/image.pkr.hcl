variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

variable "disk" {
  default = "https://images.example.org/disk.qcow2"
}

source "qemu" "image" {
  iso_url = var.upstream != "" ? var.upstream : var.disk
  iso_checksum = var.upstream_checksum
}

build {
  sources = ["source.qemu.image"]
}
