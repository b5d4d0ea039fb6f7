source "qemu" "image" {
  iso_url      = var.upstream
  iso_checksum = var.upstream_checksum
}

source "qemu" "second" {
  iso_url = "${var.mirror}/disk.qcow2"
}
