variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

locals {
  urn = split(":", var.upstream)
}

source "azure-arm" "image" {
  image_publisher = local.urn[0]
  image_offer     = local.urn[1]
  image_sku       = element(local.urn, 2)
  image_version   = local.urn[3]
}

build {
  sources = ["source.azure-arm.image"]
}
