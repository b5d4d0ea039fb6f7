variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

variable "disk" {
  default = "/srv/other.qcow2"
}

source "qemu" "s1" {
  iso_url = var.disk
  vm_name = var.upstream
}

source "qemu" "s2" {
  iso_url = var.disk
  vm_name = var.upstream
}

source "qemu" "s3" {
  iso_url = var.disk
  vm_name = var.upstream
}

source "qemu" "s4" {
  iso_url = var.disk
  vm_name = var.upstream
}

source "qemu" "s5" {
  iso_url = var.disk
  vm_name = var.upstream
}

source "qemu" "s6" {
  iso_url = var.disk
  vm_name = var.upstream
}

source "qemu" "s7" {
  iso_url = var.disk
  vm_name = var.upstream
}

source "qemu" "s8" {
  iso_url = var.disk
  vm_name = var.upstream
}

build {
  sources = ["source.qemu.s1", "source.qemu.s2", "source.qemu.s3", "source.qemu.s4", "source.qemu.s5", "source.qemu.s6", "source.qemu.s7", "source.qemu.s8"]
}
