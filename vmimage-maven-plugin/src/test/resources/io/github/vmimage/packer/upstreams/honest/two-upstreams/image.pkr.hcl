variable "upstream_base" {
  type = string
}

variable "upstream_agent" {
  type = string
}

source "qemu" "image" {
  iso_url = var.upstream_base
}

build {
  sources = ["source.qemu.image"]

  provisioner "file" {
    source      = var.upstream_agent
    destination = "/tmp/agent"
  }
}
