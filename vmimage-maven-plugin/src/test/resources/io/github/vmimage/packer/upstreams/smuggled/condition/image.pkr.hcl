variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

variable "fast" {
  type = bool
}

source "qemu" "image" {
  iso_url = var.fast ? "/srv/other.qcow2" : var.upstream
  iso_checksum = var.upstream_checksum
}

build {
  sources = ["source.qemu.image"]
}
