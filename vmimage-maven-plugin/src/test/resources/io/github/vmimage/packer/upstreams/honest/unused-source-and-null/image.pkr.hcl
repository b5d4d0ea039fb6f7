variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "qemu" "image" {
  disk_image   = true
  iso_url      = var.upstream
  iso_checksum = var.upstream_checksum
}

build {
  sources = ["source.qemu.image"]
}

source "qemu" "idle" {
  iso_url = "https://images.example.org/disk.qcow2"
}

source "null" "check" {
  communicator = "none"
}

build {
  sources = ["source.null.check"]
}
