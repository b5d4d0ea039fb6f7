variable "upstream" {
  default = "/srv/other.qcow2"
}

variable "upstream_base" {
  type = string
}

variable "upstream_agent" {
  type = string
}

source "qemu" "image" {
  iso_url      = var.upstream
  iso_checksum = "none"
  floppy_files = [var.upstream_base, var.upstream_agent]
}

build {
  sources = ["source.qemu.image"]
}
