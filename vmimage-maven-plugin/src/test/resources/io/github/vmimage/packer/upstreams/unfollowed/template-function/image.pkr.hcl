variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "qemu" "image" {
  iso_url = "{{ build `ID` }}"
  iso_checksum = var.upstream_checksum
  vm_name = var.upstream
}

build {
  sources = ["source.qemu.image"]
}
