variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

variable "disk" {
  default = ""
}

source "qemu" "image" {
  iso_url = var.disk
  iso_checksum = var.upstream_checksum
}

build {
  sources = ["source.qemu.image"]
}
