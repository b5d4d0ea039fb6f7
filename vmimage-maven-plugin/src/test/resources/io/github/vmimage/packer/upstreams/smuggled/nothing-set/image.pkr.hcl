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
  sources = ["source.qemu.image"]

  provisioner "shell-local" {
    inline = ["cp ${var.upstream} /tmp"]
  }
}
