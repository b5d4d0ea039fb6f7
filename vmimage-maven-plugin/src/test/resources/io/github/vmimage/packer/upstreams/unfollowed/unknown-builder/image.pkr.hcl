variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "example-hypervisor" "image" {
  base = var.upstream
}

build {
  sources = ["source.example-hypervisor.image"]
}
