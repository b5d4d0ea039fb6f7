variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "googlecompute" "image" {
  source_image_family = "debian-12"
  image_labels        = { base = var.upstream }
}

build {
  sources = ["source.googlecompute.image"]
}
