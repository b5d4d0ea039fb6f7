variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

variable "more" {
  default = []
}

source "qemu" "image" {
  disk_image   = true
  iso_url      = var.upstream
  iso_checksum = var.upstream_checksum
  qemuargs = [for a in var.more : [a, var.upstream]]
}

build {
  sources = ["source.qemu.image"]
}
