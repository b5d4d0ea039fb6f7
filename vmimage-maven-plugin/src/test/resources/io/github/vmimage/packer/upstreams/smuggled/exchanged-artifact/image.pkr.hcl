variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "qemu" "image" {
  iso_url = var.upstream
  iso_checksum = var.upstream_checksum
}

build {
  sources = ["source.qemu.image"]

  post-processor "artifice" {
    files = ["/srv/other.qcow2"]
  }
}
