variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

variable "mode" {
  default = "container"
}

source "qemu" "image" {
  iso_url = var.mode == "vm" ? var.upstream : "https://images.example.org/disk.qcow2"
  iso_checksum = var.upstream_checksum
}

build {
  sources = ["source.qemu.image"]
}
