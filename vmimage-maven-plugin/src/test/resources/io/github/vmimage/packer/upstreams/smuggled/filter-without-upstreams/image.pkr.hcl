source "amazon-ebs" "image" {
  source_ami_filter {
    filters = {
      name = "debian-12-*"
    }
    owners      = ["136693071363"]
    most_recent = true
  }
}

build {
  sources = ["source.amazon-ebs.image"]
}
