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
  source "qemu.image" {
    iso_url = var.upstream
  }
}
