source "qemu" "image" {
  iso_url      = var.upstream
  iso_checksum = "file:https://images.example.org/SHA256SUMS"
}
