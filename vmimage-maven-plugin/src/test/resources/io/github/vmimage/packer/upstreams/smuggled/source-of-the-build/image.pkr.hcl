variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "qemu" "image" {
  iso_checksum = var.upstream_checksum
}

build {
  source "source.qemu.image" {
    name    = "other"
    iso_url = "/srv/other.qcow2"
  }
}
