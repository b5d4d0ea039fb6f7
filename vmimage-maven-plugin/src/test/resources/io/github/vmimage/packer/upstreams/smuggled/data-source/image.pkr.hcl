data "amazon-ami" "debian" {
  owners      = ["136693071363"]
  most_recent = true
}

source "amazon-ebs" "image" {
  source_ami = data.amazon-ami.debian.id
}

build {
  sources = ["source.amazon-ebs.image"]
}
