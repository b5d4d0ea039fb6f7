source "amazon-ebs" "image" {
  source_ami = "ami-0123456789abcdef0"
}

build {
  sources = ["source.amazon-ebs.image"]
}
