source "amazon-ebs" "block" {
  source_ami_filter {
    filters = {
      name = "debian-12-*"
    }
    most_recent = true
  }
}

source "amazon-ebs" "map" {
  source_ami_filter = {
    most_recent = true
    owners      = []
  }
}

data "amazon-ami" "debian" {
  most_recent = true
}
