source "amazon-ebs" "block" {
  source_ami_filter {
    filters = {
      name = "debian-12-*"
    }
    owners      = var.owners
    most_recent = true
  }
}

source "amazon-ebs" "all_of_them" {
  source_ami_filter {
    most_recent = var.newest
  }
}

source "openstack" "inner" {
  source_image_filter {
    filters {
      owner = "d1a588cf"
    }
    most_recent = true
  }
}

source "openstack" "named" {
  source_image = var.image
  source_image_filter {
    most_recent = true
  }
}

data "amazon-ami" "debian" {
  most_recent = true
  owners      = ["136693071363"]
}

source "hcloud" "own" {
  image_filter {
    most_recent = true
  }
}
