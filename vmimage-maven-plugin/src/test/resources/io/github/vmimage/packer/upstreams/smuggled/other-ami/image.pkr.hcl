variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "amazon-ebs" "image" {
  source_ami = "ami-0fedcba9876543210"
}

build {
  sources = ["source.amazon-ebs.image"]
}
