source "qemu" "image" {
  iso_urls     = [var.upstream, "https://images.example.org/disk.qcow2"]
  iso_checksum = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
}
