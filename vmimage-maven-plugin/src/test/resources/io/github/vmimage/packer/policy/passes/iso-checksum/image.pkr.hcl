source "qemu" "contract" {
  iso_url      = var.upstream
  iso_checksum = var.upstream_checksum
}

source "qemu" "pinned" {
  iso_url      = local.address
  iso_checksum = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
}

source "qemu" "bare" {
  iso_checksum = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
}

source "qemu" "computed" {
  iso_checksum = "${var.kind}:none"
}

source "null" "other" {
}

variable "upstream_checksum" {
  default = "none"
}

variable "set_in_the_pom" {
  default = "none"
}

variable "asked_for" {
  default = ""
}

source "qemu" "elsewhere" {
  iso_checksum = var.set_in_the_pom
}

source "qemu" "nowhere" {
  iso_checksum = var.asked_for
}
