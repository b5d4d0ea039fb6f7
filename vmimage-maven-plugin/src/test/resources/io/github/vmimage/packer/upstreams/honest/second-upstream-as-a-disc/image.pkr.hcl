variable "upstream_base" {
  type = string
}

variable "upstream_tools" {
  type = string
}

source "qemu" "image" {
  iso_url = var.upstream_base
  qemuargs = [
    ["-cdrom", var.upstream_tools],
    ["-drive", "file={{ .OutputDir }}/{{ .Name }},if=virtio"],
  ]
}

build {
  sources = ["source.qemu.image"]
}
