variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

locals {
  disk = var.upstream
}

source "qemu" "image" {
  iso_url = local.disk
  iso_checksum = var.upstream_checksum
}

build {
  sources = ["source.qemu.image"]
}
