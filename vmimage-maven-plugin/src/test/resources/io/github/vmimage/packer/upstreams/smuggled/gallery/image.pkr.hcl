variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "azure-arm" "image" {
  shared_image_gallery {
    gallery_name  = "ours"
    image_name    = "debian"
    image_version = "1.0.0"
  }
  azure_tags = { base = var.upstream }
}

build {
  sources = ["source.azure-arm.image"]
}
