variable "upstream_base" {
  type = string
}

source "qemu" "image" {
  iso_url = var.upstream_base
}

build {
  sources = ["source.qemu.image"]
}
