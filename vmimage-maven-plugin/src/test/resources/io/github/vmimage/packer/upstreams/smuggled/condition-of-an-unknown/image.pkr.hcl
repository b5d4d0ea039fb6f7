variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "qemu" "image" {
  iso_url = fileexists("/srv/other.qcow2") ? "/srv/other.qcow2" : var.upstream
  iso_checksum = var.upstream_checksum
}

build {
  sources = ["source.qemu.image"]
}
