variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "amazon-ebs" "image" {
  source_ami = var.upstream
}

build {
  sources = ["source.amazon-ebs.image"]
}
