variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

local "disk" {
  expression = "/srv/${local.file}"
}

locals {
  file = "other.qcow2"
}

source "qemu" "image" {
  iso_url = local.disk
  iso_checksum = var.upstream_checksum
}

build {
  sources = ["source.qemu.image"]
}
