variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "example-cloud" "image" {
  image = "debian"
  label = "not ${var.upstream}"
}

build {
  sources = ["source.example-cloud.image"]
}
