variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "amazon-chroot" "image" {
  from_scratch         = true
  root_volume_size     = 8
  pre_mount_commands   = ["debootstrap bookworm {{.MountPath}} ${var.upstream}"]
}

build {
  sources = ["source.amazon-chroot.image"]
}
