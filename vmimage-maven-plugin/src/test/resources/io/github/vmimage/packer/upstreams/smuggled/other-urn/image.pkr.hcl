variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "azure-arm" "image" {
  image_publisher = split(":", var.upstream)[0]
  image_offer     = "debian-12"
  image_sku       = "12-gen2"
  image_version   = "latest"
}

build {
  sources = ["source.azure-arm.image"]
}
