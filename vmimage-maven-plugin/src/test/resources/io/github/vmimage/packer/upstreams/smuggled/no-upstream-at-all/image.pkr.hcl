source "qemu" "image" {
  iso_url      = "debian.qcow2"
  iso_checksum = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
}

build {
  sources = ["source.qemu.image"]
}
