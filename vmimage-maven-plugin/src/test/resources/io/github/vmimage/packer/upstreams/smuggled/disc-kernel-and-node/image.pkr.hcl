variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "qemu" "image" {
  iso_url = var.upstream
  iso_checksum = var.upstream_checksum
  qemuargs = [
    ["-cdrom", "/srv/other.iso"],
    ["-kernel", "../vmlinuz"],
    ["-blockdev", "driver=qcow2,node-name=d,file.driver=file,file.filename=/srv/other.qcow2"],
  ]
}

build {
  sources = ["source.qemu.image"]
}
