variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "googlecompute" "image" {
  source_image            = basename(var.upstream)
  source_image_project_id = ["somebody-else"]
}

build {
  sources = ["source.googlecompute.image"]
}
