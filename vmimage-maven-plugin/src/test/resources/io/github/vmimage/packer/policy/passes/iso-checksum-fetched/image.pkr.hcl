source "qemu" "image" {
  iso_url      = var.upstream
  iso_checksum = var.upstream_checksum
}
