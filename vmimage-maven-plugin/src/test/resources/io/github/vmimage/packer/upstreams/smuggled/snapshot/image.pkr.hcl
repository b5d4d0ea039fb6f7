variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "amazon-ebs" "image" {
  source_ami = var.upstream

  launch_block_device_mappings {
    device_name = "/dev/sdb"
    snapshot_id = "snap-0123456789abcdef0"
  }
}

build {
  sources = ["source.amazon-ebs.image"]
}
