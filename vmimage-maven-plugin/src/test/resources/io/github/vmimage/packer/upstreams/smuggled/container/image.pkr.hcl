variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "docker" "image" {
  image  = "debian:12.8"
  changes = ["LABEL base=${var.upstream}"]
}

build {
  sources = ["source.docker.image"]
}
