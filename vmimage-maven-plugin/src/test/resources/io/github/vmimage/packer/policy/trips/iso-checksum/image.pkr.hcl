source "qemu" "none" {
  iso_url      = var.upstream
  iso_checksum = "none"
}

source "qemu" "empty" {
  iso_checksum = ""
}

source "virtualbox-iso" "md5" {
  iso_checksum = "md5:0123456789abcdef0123456789abcdef"
}

source "vmware-iso" "bare_sha1" {
  iso_checksum = "0123456789abcdef0123456789abcdef01234567"
}

source "qemu" "short" {
  iso_checksum = "sha256:0123"
}

build {
  source "source.qemu.none" {
    iso_checksum = "sha1:0123456789abcdef0123456789abcdef01234567"
  }
}

variable "digest" {
  default = "none"
}

source "qemu" "variable" {
  iso_checksum = var.digest
}

source "qemu" "in_quotes" {
  iso_checksum = "${var.digest}"
}
