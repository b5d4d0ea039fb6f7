variable "upstream" {
  default = "https://images.example.org/disk.qcow2"
}

source "qemu" "image" {
  iso_url = var.upstream
}

build {
  sources = ["source.qemu.image"]
}
