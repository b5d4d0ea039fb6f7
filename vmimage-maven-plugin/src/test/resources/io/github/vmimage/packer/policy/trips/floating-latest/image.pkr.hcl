source "docker" "image" {
  image = "debian:latest"
}

source "azure-arm" "image" {
  image_version = "latest"
}

source "qemu" "image" {
  iso_url      = "https://images.example.org/bookworm/latest/disk.qcow2"
  iso_checksum = var.upstream_checksum
}
