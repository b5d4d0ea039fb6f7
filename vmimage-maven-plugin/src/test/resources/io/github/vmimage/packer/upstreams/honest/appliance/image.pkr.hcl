variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "virtualbox-ovf" "image" {
  source_path = var.upstream
  checksum    = var.upstream_checksum
}

build {
  sources = ["source.virtualbox-ovf.image"]
}
